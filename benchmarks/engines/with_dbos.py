"""Jobs through DBOS: `python with_dbos.py ADDRESS JOBS` prints the seconds from first to last."""

import sys
import time

from dbos import DBOS


@DBOS.workflow()
def job(number: int) -> int:
    return number


def main(address: str, jobs: int) -> None:
    DBOS(config={"name": "engines", "system_database_url": address, "log_level": "ERROR", "run_admin_server": False})
    DBOS.launch()
    DBOS.register_queue("jobs")
    begun = time.monotonic()
    asked = [DBOS.enqueue_workflow("jobs", job, number) for number in range(jobs)]
    assert [one.get_result() for one in asked] == list(range(jobs))
    print(time.monotonic() - begun)
    DBOS.destroy()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
