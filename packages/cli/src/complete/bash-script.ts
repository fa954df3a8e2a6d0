/**
 * The completion script for bash. The library's script needs a package that is not always installed, cannot be sourced twice, offers no files, and
 * evaluates what is being typed.
 *
 * @param name name of the program
 */
export function bashScript(name: string): string {
  const complete = `__${name.replaceAll('-', '_')}_complete`
  return `# bash completion for ${name}

${complete}() {
    # Words as they are typed: bash itself breaks them at colons and equals signs as well.
    local line=\${COMP_LINE:0:COMP_POINT} words value
    read -r -a words <<<"$line"
    [[ $line == *[[:space:]] ]] && words+=('')
    local cur=\${words[\${#words[@]} - 1]} out
    out=$(${name} complete -- "\${words[@]:1}" 2>/dev/null) || return
    COMPREPLY=()
    while IFS=$'\\t' read -r value _; do
        [[ -n $value && $value == "$cur"* ]] && COMPREPLY+=("$value")
    done <<<"\${out%:*}"
    # What is no file is not looked for among files.
    if ((\${out##*:} & 4)); then compopt +o default 2>/dev/null; fi
    return 0
}

complete -o default -F ${complete} ${name}
`
}
