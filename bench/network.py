"""A network that answers after a while, in a process of its own.

`python -m bench.network SECONDS` prints how to sign in.
"""

import json
import sys
import threading

from tests.fakes.fake_network_server import FakeNetworkServer

if __name__ == "__main__":
    with FakeNetworkServer("demonstration", latency=float(sys.argv[1])) as server:
        print(json.dumps(server.credentials), flush=True)
        threading.Event().wait()
