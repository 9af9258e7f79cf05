"""The same application on Ray Serve: one front without a model, and replicas with one each. The only file that imports ray.

The front is the one small process that holds keys, budgets, jobs, idempotency keys and results: bodies and results may be in memory
only, so that no shared file could hold them, and what one process holds is the same for every replica.
"""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from obclip.errors import BadRequest

from .engine import Engine
from .memory import keep_loaded
from .ray_queue import Replica, ReplicaQueue
from .service.app import app_around
from .service.desk import Desk
from .service.metrics import Metrics
from .service.settings import ServiceSettings

FRONT, COMPUTE = "obclip-front", "obclip-compute"
# Requests that a replica holds: one that is computed, and the next.
HELD = 2


@dataclass(frozen=True)
class Cluster:
    """host, port: of the front. replicas: at least and at most; between them Ray follows the requests under way. gpus: of each replica.

    route: under which the front answers, beside those of other models. drain_seconds: in which a process that is to end finishes what it
    has.
    """

    host: str = "127.0.0.1"
    port: int = 8765
    replicas: tuple[int, int] = (1, 1)
    gpus: float = 0.0
    cpus: float = 1.0
    route: str = "/"
    drain_seconds: float = 60.0

    def named(self, part: str) -> str:
        """Of this model's front or replicas."""
        return part + self.route.replace("/", "-").rstrip("-")


def start(load: Callable[[], Engine], settings: ServiceSettings, cluster: Cluster) -> Any:
    """Bring the replicas and the front up, or a new version of them in place of the old (Ray replaces them one by one). Gives the replicas'
    handle. Raises BadRequest where ray is not installed."""
    serve = _serve(cluster)
    compute, front = cluster.named(COMPUTE), cluster.named(FRONT)
    serve.run(_replicas(serve, load, cluster), name=compute, route_prefix=None)
    handle = serve.get_deployment_handle(COMPUTE, compute)
    facts = handle.facts.remote().result(timeout_s=600)
    deployment = serve.deployment(
        name=FRONT,
        num_replicas=1,
        max_ongoing_requests=10_000,
        graceful_shutdown_timeout_s=cluster.drain_seconds,
        ray_actor_options={"num_cpus": 0},
    )
    serve.run(deployment(serve.ingress()(_front_class())).bind(settings, facts, compute), name=front, route_prefix=cluster.route)
    return handle


def drain(cluster: Cluster) -> None:
    """The front takes nothing new; returns when what it had accepted is finished, or its time is over."""
    from ray import serve

    front = serve.get_deployment_handle(FRONT, cluster.named(FRONT))
    deadline = time.monotonic() + cluster.drain_seconds
    front.drain.remote().result(timeout_s=10)
    while front.unfinished.remote().result(timeout_s=10) and time.monotonic() < deadline:
        time.sleep(0.1)


def joined() -> bool:
    """Whether the cluster is another's, whose applications go on without this process."""
    return bool(os.environ.get("RAY_ADDRESS"))


def stop() -> None:
    """Leave the cluster; one that was begun here ends with all that is served there."""
    import ray
    from ray import serve

    if not joined():
        serve.shutdown()
    ray.shutdown()


def _serve(cluster: Cluster) -> Any:
    # Before ray is imported: it would report its use to its makers.
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    # Its processes would stand behind all others of the machine (a niceness of 15), and its front be given up if it is not there in 5 s.
    os.environ.setdefault("RAY_worker_niceness", "0")
    os.environ.setdefault("RAY_SERVE_PROXY_READY_CHECK_TIMEOUT_S", "60")
    try:
        import ray
        from ray import serve
    except ImportError:
        raise BadRequest('--engine ray needs ray: pip install "obclip[ray]".', code="no_ray") from None
    from ray.serve.config import HTTPOptions

    if not ray.is_initialized():
        begun: dict[str, Any] = {"address": os.environ["RAY_ADDRESS"]} if joined() else {"include_dashboard": False}
        before = os.umask(0o077)  # Ray writes its token, and all that it logs, for everybody's eyes
        try:
            ray.init(namespace="obclip", log_to_driver=False, **begun)
        finally:
            os.umask(before)
    serve.start(http_options=HTTPOptions(host=cluster.host, port=cluster.port), logging_config={"enable_access_log": False})
    return serve


def _replicas(serve: Any, load: Callable[[], Engine], cluster: Cluster) -> Any:
    least, most = cluster.replicas
    many: dict[str, Any] = {"num_replicas": least}
    if most > least:
        many = {"autoscaling_config": {"min_replicas": least, "max_replicas": most, "target_ongoing_requests": HELD}}
    deployment = serve.deployment(
        name=COMPUTE,
        max_ongoing_requests=HELD,
        max_queued_requests=-1,  # the front counts
        graceful_shutdown_timeout_s=cluster.drain_seconds,
        ray_actor_options={"num_cpus": cluster.cpus, "num_gpus": cluster.gpus},
        logging_config={"enable_access_log": False},
        **many,
    )
    return deployment(_replica_class()).bind(load)


def _replica_class() -> type:
    class Compute(Replica):
        """A replica as Ray makes it: the model is loaded where it runs."""

        def __init__(self, load: Callable[[], Engine]) -> None:
            super().__init__(load(), most_waiting=2 * HELD)
            keep_loaded()

        def check_health(self) -> None:
            """Ray asks this now and then, and replaces a replica where it raises."""
            if not self.worker.alive:
                raise RuntimeError("its model is down")

        def process(self) -> int:
            """Its process's number, for tests that end it."""
            return os.getpid()

    return Compute


def _front_class() -> type:
    class Front:
        """The desk and its routes, with replicas instead of a thread."""

        def __init__(self, settings: ServiceSettings, facts: Any, compute: str) -> None:
            from ray import serve
            from ray.exceptions import RayActorError, RayTaskError
            from ray.serve.exceptions import BackPressureError, DeploymentUnavailableError, ReplicaUnavailableError

            handle = serve.get_deployment_handle(COMPUTE, compute).options(stream=True)
            lost = (RayActorError, RayTaskError, DeploymentUnavailableError, ReplicaUnavailableError)
            queue = ReplicaQueue(handle, most_waiting=settings.most_waiting, lost=lost, busy=(BackPressureError,))
            self.desk = Desk(queue, facts, settings, Metrics())

        async def drain(self) -> None:
            """Take nothing new."""
            self.desk.draining = True

        async def unfinished(self) -> bool:
            """Whether anybody still waits for something."""
            return self.desk.unfinished

        def __serve_build_asgi_app__(self) -> Any:
            return app_around(self.desk)

    return Front
