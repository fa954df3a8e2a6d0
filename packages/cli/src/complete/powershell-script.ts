/**
 * The completion script for PowerShell. The library's script builds a command from what is being typed and evaluates it, and PowerShell treats curly
 * quotes as quotes there.
 *
 * @param name name of the program
 */
export const powershellScript = (name: string): string => `# powershell completion for ${name}

Register-ArgumentCompleter -Native -CommandName '${name}' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    # Words as they are typed, up to the cursor: they are handed over, and nothing of them is evaluated.
    $words = @($commandAst.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.StartOffset -lt $cursorPosition } |
        ForEach-Object { $_.Extent.Text.Substring(0, [Math]::Min($_.Extent.Text.Length, $cursorPosition - $_.Extent.StartOffset)) })
    if ($wordToComplete -eq '') {
        # Before 7.3 an empty word is lost on its way to a program, unless it has quotes of its own.
        $isOld = $PSVersionTable.PSVersion -lt [version]'7.3' -or $PSNativeCommandArgumentPassing -eq 'Legacy'
        $words += $(if ($isOld) { '""' } else { '' })
    }
    $out = @(& ${name} complete '--' @words 2>$null)
    if ($out.Count -eq 0) { return }
    $values = @($out | Select-Object -SkipLast 1)
    # What is no file is not looked for among files.
    if ($values.Count -eq 0 -and (([int]$out[-1].TrimStart(':') -band 4) -ne 0)) { return '' }
    $values | ForEach-Object {
        $value, $description = $_ -split "\`t", 2
        $shown = if ($description) { $description } else { $value }
        [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $shown)
    }
}
`
