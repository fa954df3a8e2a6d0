/** The text of `--help`. */
export const help = `Cloudsmith emulator (mock server), in memory. Unofficial.

Usage: cloudsmith-emulator [options]
       cloudsmith-emulator exec [options] -- COMMAND…

exec starts an emulator on a free port, runs a command with its address and key in CLOUDSMITH_API_HOST and CLOUDSMITH_API_KEY, and
ends with the command's exit code. Without exec, it serves until SIGINT, SIGTERM or SIGHUP. Exit codes: 0 after such a signal, 1 if
it cannot listen or write, 2 for invalid options and files.

  cloudsmith-emulator --seed story.yaml --state ./state
  cloudsmith-emulator exec --seed story.yaml -- npm test

  --port N            port to listen on, 0 for a free one (8787)
  --host NAME         address to listen on (127.0.0.1: its keys are no secret)
  --allow-host NAME   another host name to answer to, besides localhost and loopback addresses; may be repeated
  --public-url URL    origin under which others reach it; URLs in responses use it (the host of each request)
  --allow-webhooks-to PLACE
                      send webhooks to this place although it is in a private network: a host name, an address, or a subnet such
                      as 10.0.0.0/8; may be repeated. Receivers on this machine are always allowed
  --allow-upstreams   fetch from upstreams anywhere (only from this machine)
  --upstream-folder FOLDER
                      use folders of packages in FOLDER as upstreams: http://folder.localhost/npm is the folder npm
  --seed FILE         workspaces, repositories and packages to start with: YAML or JSON, see seed.schema.json
  --init FOLDER       folder of seed files to start with, in the order of their names
  --mirror FILE       a mirrored workspace, as written by formatMirror of @cloudsmith-sdk/emulator/mirror
  --state FOLDER      persist everything in this folder, and load it at the next start
  --advisories PATH   OSV records to scan for, in addition to the built-in ones: a folder or a zip, read again when it changes
  --opa [PATH]        evaluate enterprise policies with Open Policy Agent 1.6 or later: the program at PATH, or else in the
                      variable OPA, or else opa on the PATH. Not needed if the variable is set
  --speed N           emulated seconds for each real second (60); fractions such as 0.5 are allowed
  --rate-limit N      answer 429 after N requests of a caller in an emulated hour
  --log-size N        how many of the latest requests, and of the latest deliveries, to remember (10000)
  --limit NAME=N      a limit for package files, such as unpacked=1e9; may be repeated (the README lists the names)
  --max-body N        most bytes of a request body, which is kept in memory; 413 for more (1073741824)
  --quiet             do not print a line for each request
  -h, --help          print this help
  -V, --version       print the version

The page at /_emulator/ shows the contents of the emulator. The control API below it advances the clock, injects faults, and more.
`
