"""Jobs through procrastinate: `python with_procrastinate.py ADDRESS JOBS` prints the seconds from first to last."""

import asyncio
import sys
import time

from procrastinate import App, PsycopgConnector


async def main(address: str, jobs: int) -> None:
    app = App(connector=PsycopgConnector(conninfo=address), import_paths=[])
    done = []

    @app.task(name="job")
    async def job(number: int) -> None:
        done.append(number)

    async with app.open_async():
        await app.schema_manager.apply_schema_async()
        begun = time.monotonic()
        for number in range(jobs):
            await job.defer_async(number=number)
        await app.run_worker_async(wait=False, concurrency=8, install_signal_handlers=False)
        assert sorted(done) == list(range(jobs))
        print(time.monotonic() - begun)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
