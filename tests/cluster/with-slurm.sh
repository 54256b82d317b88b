#!/usr/bin/env bash
# with-slurm.sh COMMAND...: runs a command beside a Slurm of one node with four processors, which lives in a temporary folder and
# ends with the command. Needs root and slurmctld, slurmd, slurm-client and munge. Ends with 97 where Slurm does not come up.
set -u
folder=$(mktemp -d "${TMPDIR:-/tmp}/slurm.XXXXXX")
mkdir "$folder/state" "$folder/spool"
chmod 755 "$folder"
host=$(hostname -s)
port=${SLURM_TEST_PORT:-26817}
head -c 128 /dev/urandom >"$folder/key"
chmod 400 "$folder/key"
# linuxproc: under cgroup a job is COMPLETED without output in a container. batch_sched_delay: else a job waits for 10 s.
# cred_expire: else a task that is requeued waits for 40 s.
cat >"$folder/slurm.conf" <<CONF
ClusterName=test
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$port
SlurmdPort=$((port + 1))
SlurmUser=root
AuthInfo=socket=$folder/munge.sock,cred_expire=10
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerType=sched/builtin
SchedulerParameters=batch_sched_delay=0,sched_interval=1
SlurmdParameters=config_overrides
MailProg=/bin/true
ReturnToService=2
KillWait=2
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
SlurmctldLogFile=$folder/slurmctld.log
SlurmdLogFile=$folder/slurmd.log
NodeName=node NodeHostname=$host NodeAddr=127.0.0.1 CPUs=4
PartitionName=all Nodes=node Default=YES State=UP
CONF
export SLURM_CONF=$folder/slurm.conf
started=()
stop() {
    timeout 5 scancel --full -u root 2>/dev/null
    for _ in {1..30}; do
        [ -z "$(timeout 5 squeue -h -t R,CG 2>/dev/null)" ] && break
        sleep .2
    done
    kill "${started[@]}" 2>/dev/null
    wait "${started[@]}" 2>/dev/null
    rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT TERM
munged -F --key-file="$folder/key" --socket="$folder/munge.sock" --pid-file="$folder/munged.pid" --seed-file="$folder/seed" \
    >"$folder/munged.log" 2>&1 &
started+=($!)
for _ in {1..100}; do
    [ -S "$folder/munge.sock" ] && break
    sleep .1
done
slurmctld -D -i >/dev/null 2>&1 &
started+=($!)
slurmd -D -N node >/dev/null 2>&1 &
started+=($!)
idle() { [ "$(timeout 5 sinfo -h -o %T 2>/dev/null)" = idle ]; }
for _ in {1..150}; do
    idle && break
    sleep .2
done
idle || {
    echo "Slurm did not come up" >&2
    tail -n 15 "$folder"/*.log >&2
    exit 97
}
"$@"
