#!/bin/bash
# One conversion in shards, a task of the array each, then the end of it: see docs/tasks/petabyte.md.
#
#   shards=$(sbatch --parsable deploy/slurm-shards.sh)
#   sbatch --array=0 --dependency=afterok:$shards deploy/slurm-shards.sh merge
#
# LOGS and DATASET are folders that all nodes see. The array may have any number of tasks, from any first one. Over a dataset
# that is there it makes one that has the rows of all logs, each once.
#SBATCH --job-name=witskit
#SBATCH --array=0-3
#SBATCH --cpus-per-task=2
#SBATCH --mem=1G
#SBATCH --requeue

set -euo pipefail
: "${LOGS:=logs}" "${DATASET:=dataset}"

if [ "${1:-convert}" = merge ]; then
  exec witskit merge-manifest "$DATASET"
fi
# Slurm tells which shard this is, and of how many: SLURM_ARRAY_TASK_ID, _MIN and _COUNT.
exec witskit convert "$LOGS" -o "$DATASET" --shard / --workers "${SLURM_CPUS_PER_TASK:-2}" --units metric --quiet
