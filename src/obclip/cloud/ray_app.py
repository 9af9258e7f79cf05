"""The same application on Ray Serve: one front without a model, and replicas with one each. The only file that imports ray.

The front is the one small process that holds keys, budgets, jobs, idempotency keys and results: bodies and results may be in memory
only, so that no shared file could hold them, and what one process holds is the same for every replica.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from obclip.errors import BadRequest

from .engine import Engine
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
    """host, port: of the front. replicas: at least and at most; between them Ray follows the requests under way. gpus: of each replica."""

    host: str = "127.0.0.1"
    port: int = 8765
    replicas: tuple[int, int] = (1, 1)
    gpus: float = 0.0
    cpus: float = 1.0


def start(load: Callable[[], Engine], settings: ServiceSettings, cluster: Cluster) -> Any:
    """Bring the replicas and the front up, or a new version of them in place of the old (Ray replaces them one by one). Gives the replicas'
    handle. Raises BadRequest where ray is not installed."""
    serve = _serve(cluster)
    serve.run(_replicas(serve, load, cluster), name=COMPUTE, route_prefix=None)
    handle = serve.get_deployment_handle(COMPUTE, COMPUTE)
    facts = handle.facts.remote().result(timeout_s=600)
    front = serve.deployment(name=FRONT, num_replicas=1, max_ongoing_requests=10_000, ray_actor_options={"num_cpus": 0})(
        serve.ingress()(_front_class())
    )
    serve.run(front.bind(settings, facts), name=FRONT, route_prefix="/")
    return handle


def stop() -> None:
    """End both, and the cluster if it was begun here."""
    import ray
    from ray import serve

    serve.shutdown()
    ray.shutdown()


def _serve(cluster: Cluster) -> Any:
    # Before ray is imported: it would report its use to its makers.
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    try:
        import ray
        from ray import serve
    except ImportError:
        raise BadRequest('--engine ray needs ray: pip install "obclip[ray]".', code="no_ray") from None
    from ray.serve.config import HTTPOptions

    if not ray.is_initialized():
        address = os.environ.get("RAY_ADDRESS")
        begun: dict[str, Any] = {"address": address} if address else {"include_dashboard": False}
        ray.init(namespace="obclip", log_to_driver=False, **begun)
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

        def process(self) -> int:
            """Its process's number, for tests that end it."""
            return os.getpid()

    return Compute


def _front_class() -> type:
    class Front:
        """The desk and its routes, with replicas instead of a thread."""

        def __init__(self, settings: ServiceSettings, facts: Any) -> None:
            from ray import serve
            from ray.exceptions import RayActorError, RayTaskError
            from ray.serve.exceptions import BackPressureError, DeploymentUnavailableError, ReplicaUnavailableError

            handle = serve.get_deployment_handle(COMPUTE, COMPUTE).options(stream=True)
            lost = (RayActorError, RayTaskError, DeploymentUnavailableError, ReplicaUnavailableError)
            queue = ReplicaQueue(handle, most_waiting=settings.most_waiting, lost=lost, busy=(BackPressureError,))
            self.desk = Desk(queue, facts, settings, Metrics())

        def __serve_build_asgi_app__(self) -> Any:
            return app_around(self.desk)

    return Front
