#!/usr/bin/env python3
"""What kubernetes-validate does not see in examples/cluster: an Indexed Job whose shards are as many as its completions, and
restart policies that jobs have. Needs PyYAML."""

from pathlib import Path

import yaml

FOLDER = Path(__file__).resolve().parent.parent.parent / "examples" / "cluster"


def job(name):
    (document,) = yaml.safe_load_all((FOLDER / name).read_text())
    assert document["kind"] == "Job", name
    return document["spec"]


shards = job("job.yaml")
assert shards["completionMode"] == "Indexed"
(container,) = shards["template"]["spec"]["containers"]
total = {variable["name"]: variable["value"] for variable in container["env"]}["RUMEUR_SHARDS"]
assert total == str(shards["completions"]), total
for name in ["job.yaml", "merge.yaml"]:
    pod = job(name)["template"]["spec"]
    assert pod["restartPolicy"] in ["OnFailure", "Never"], name
    (container,) = pod["containers"]
    mounted = {mount["name"] for mount in container["volumeMounts"]}
    assert mounted == {volume["name"] for volume in pod["volumes"]}, name
print("the jobs for Kubernetes fit together")
