// The shell and Node programs that the sandbox starts, as text: they run where our own files cannot be read.

/**
 * Runs in a mount namespace of its own, before bubblewrap: makes one size-limited tmpfs that holds everything the
 * command may write, with the writable copy of the workspace as an overlay in it, and shows sources that the sandbox's
 * user could not reach. Arguments: mount point, workspace, MiB, inodes, numeric owner or nothing, `overlay` or `copy`, number of
 * sources, number of those (the first ones) that need a writable `.cache`, the sources, and the command to go on with.
 */
export const STAGE_SCRIPT = `set -eu
stage=$1 base=$2 size=$3 inodes=$4 owner=$5 how=$6 count=$7 caches=$8
shift 8
mount -t tmpfs -o "size=$size"m,nr_inodes=$inodes,mode=755 sluice "$stage"
cd "$stage"
mkdir base upper work tree tmp shm cache point point/.cache bind
mount --rbind "$base" base
i=0
while [ $i -lt $count ]; do
  i=$((i + 1))
  if [ -d "$1" ]; then mkdir bind/$i; else : >bind/$i; fi
  mount --rbind "$1" bind/$i
  if [ $i -le $caches ]; then mkdir cache/$i; mount -t overlay -o lowerdir=point:bind/$i sluice bind/$i; fi
  shift
done
if [ $how = copy ]; then
  mount -o remount,size=90% "$stage"
  cp -dR --preserve=mode,timestamps,links base/. tree
  mount -o "remount,size=$(($(du -sm tree | cut -f 1) + size))m" "$stage"
elif [ -n "$owner" ]; then
  mount -t overlay -o lowerdir=base,upperdir=upper,workdir=work,metacopy=on,redirect_dir=on sluice tree
else
  mount -t overlay -o userxattr,lowerdir=base,upperdir=upper,workdir=work sluice tree
fi
if [ -n "$owner" ]; then chown -hR "$owner:$owner" tree cache; fi
chmod 1777 tmp shm
exec "$@"
`;

/**
 * Runs inside, before the command, in bash where there is one: other shells cannot name descriptors above 9, and those that our
 * own process inherited (a terminal, say) must not go on to the command. First in line when memory runs out; says on descriptor 4 that it is ready, and goes on
 * only when told to: a parent that died meanwhile closes the pipe, and nothing runs. Arguments: what to do first, command,
 * highest number of threads or nothing.
 */
export const LAUNCH_SCRIPT = `echo 1000 >/proc/self/oom_score_adj
eval "$1"
printf r >&4
read -r go || exit 125
exec 2>&1 </dev/null 3>&- 4>&-
if [ -n "$BASH_VERSION" ]; then
  for fd in /proc/self/fd/*; do
    if [ "\${fd##*/}" -gt 2 ]; then eval "exec \${fd##*/}>&-"; fi
  done
fi
if command -v prlimit >/dev/null; then exec env -u SHLVL prlimit --core=0 \${3:+--nproc=$3} sh -c "$2"; fi
exec env -u SHLVL sh -c "$2"
`;

/** Fills the writable tmpfs where no overlay could be made. */
export const COPY_STEP = 'cp -dR --preserve=mode,timestamps,links /run/sluice/base/. . || exit 125\n';

export const PROXY_PORT = 3128;

/** Starts the forwarder from the loopback of the sandbox to the proxy outside, and waits until it listens. */
export const FORWARD_STEP = `mkfifo /tmp/.ready
/run/sluice/node -e '
const net = require("node:net");
net.createServer({ allowHalfOpen: true }, (from) => {
  const to = net.connect({ path: "/run/sluice/proxy.sock", allowHalfOpen: true });
  for (const [one, other] of [[from, to], [to, from]]) {
    one.pipe(other);
    one.on("error", () => other.destroy());
    one.on("close", () => other.destroy());
  }
}).listen(${PROXY_PORT}, "127.0.0.1", () => process.stdout.write("ready\\n"));
' >/tmp/.ready 2>/dev/null </dev/null 3>&- 4>&- &
read -r ready </tmp/.ready || exit 125
rm /tmp/.ready
`;
