"""Jobs in an APScheduler job store: `python with_apscheduler.py ADDRESS JOBS` prints the seconds from first to last."""

import sys
import time
from datetime import UTC

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler

done: list[int] = []


def main(address: str, jobs: int) -> None:
    scheduler = BackgroundScheduler(
        jobstores={"default": SQLAlchemyJobStore(url=address.replace("postgresql://", "postgresql+psycopg://", 1))},
        job_defaults={"misfire_grace_time": None},
        timezone=UTC,
    )
    scheduler.start(paused=True)
    begun = time.monotonic()
    for number in range(jobs):
        # Their function is kept by its name, so it has to be one that another process finds as well.
        scheduler.add_job("builtins:len", args=["x"], id=str(number))
    scheduler.resume()
    while scheduler.get_jobs():
        time.sleep(0.2)
    print(time.monotonic() - begun)
    scheduler.shutdown()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
