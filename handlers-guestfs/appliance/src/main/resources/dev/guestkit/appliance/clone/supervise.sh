# Runs a machine for a parent that may be killed at any moment. In: FOLDER INPUT COMMAND...; on standard input what else goes when the parent
# is gone, a folder a line. Prints the machine's process. The machine dies with this shell, and this shell ends with the parent.
umask 077
exec 3<&0
folder=$1 input=$2
shift 2
setpriv --pdeathsig KILL -- "$@" < "$input" 3<&- >&2 &
machine=$!
echo $machine
# Nobody reads these pipes when the parent is gone: a word of this shell about the machine's end would be its own.
exec > /dev/null 2>&1
set -- "$folder"
while IFS= read -r line <&3; do set -- "$@" "$line"; done
kill -KILL $machine 2> /dev/null
wait $machine
rm -rf -- "$@"
