# Completion of watchlist in fish, written by "watchlist completion fish".

function __watchlist_complete
    set -l program (commandline -opc)[1]
    command -q -- "$program"; or set program watchlist
    set -lx _WATCHLIST_COMPLETE fish_complete
    set -lx COMP_LINE (commandline -cp | string collect)
    set -l answer (command $program 2>/dev/null)
    switch "$answer[1]"
        case file
            __fish_complete_path (commandline -ct)
        case dir
            __fish_complete_directories (commandline -ct)
        case '*'
            printf '%s\n' $answer
    end
end

complete --command watchlist --no-files --arguments '(__watchlist_complete)'
