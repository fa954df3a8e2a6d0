/** What `--help` shows. */
export const help = `A Cloudsmith in memory, as a server. Unofficial.

Usage: cloudsmith-emulator [options]
       cloudsmith-emulator exec [options] -- COMMAND…

exec runs a command beside an emulator on a free port, which it finds by CLOUDSMITH_API_HOST and CLOUDSMITH_API_KEY, and ends with
its exit code. Otherwise it serves until SIGINT, SIGTERM or SIGHUP: the exit code is 0 then, 1 where it cannot listen or write, 2 for
wrong options and files.

  cloudsmith-emulator --seed story.yaml --state ./state
  cloudsmith-emulator exec --seed story.yaml -- npm test

  --port N            port to listen on, 0 for a free one (8787)
  --host NAME         address to listen on (127.0.0.1: its keys are no secret)
  --allow-host NAME   a name that it answers to, beside localhost and addresses of loopback; may be repeated
  --public-url URL    origin at which others know it: addresses in answers lead there (where each request was sent)
  --allow-webhooks-to PLACE
                      send webhooks there although it is in a private network, where none are sent to: a host name, an address, or
                      a subnet such as 10.0.0.0/8; may be repeated. Receivers on this machine need no permission
  --allow-upstreams   fetch from upstreams wherever they are; else from this machine only
  --upstream-folder FOLDER
                      upstreams may be folders of packages in there: http://folder.localhost/npm is the folder npm
  --seed FILE         workspaces, repositories, packages to start with: YAML or JSON, see seed.schema.json
  --init FOLDER       seeds to start with, in the order of their names
  --mirror FILE       a workspace that was mirrored, as formatMirror of …/mirror writes it
  --state FOLDER      keep everything there, and start with it again
  --advisories PATH   OSV records to scan for, beside those that are built in: a folder or a zip, read again when it changes
  --opa [PATH]        evaluate enterprise policies with Open Policy Agent, 1.6 or later: the program at PATH, else at the variable
                      OPA, else opa on the PATH. Where the variable is set, the option is not needed
  --speed N           seconds of its time for one of yours (60); parts of one too, such as 0.5
  --rate-limit N      answer 429 after so many requests an hour of its time
  --log-size N        how many requests, and how many deliveries, it remembers (10000)
  --limit NAME=N      how much package files may hold, such as unpacked=1e9; may be repeated (the README has the names)
  --max-body N        bytes that a request may have, 413 for more (1073741824: they are kept in memory)
  --quiet             no line for each request
  -h, --help          this text
  -V, --version       the version

The page at /_emulator/ shows what there is; the control API there moves the clock, makes requests fail, and more.
`
