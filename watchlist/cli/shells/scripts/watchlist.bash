# Completion of watchlist in bash, written by "watchlist completion bash".

_watchlist_completion() {
    local program=${1/#\~\//$HOME/} answer line
    type -P -- "$program" > /dev/null || program=watchlist
    COMPREPLY=()
    answer=$(env _WATCHLIST_COMPLETE=bash_complete COMP_LINE="${COMP_LINE:0:COMP_POINT}" \
        COMP_WORD="$2" COMP_TYPE="$COMP_TYPE" "$program" 2> /dev/null) || return 0
    case ${answer%%$'\n'*} in
        file) compopt -o default ;;
        dir) compopt -o dirnames ;;
        extend) compopt -o nospace ;;
    esac 2> /dev/null
    [[ $answer == *$'\n'* ]] || return 0
    while IFS= read -r line; do
        COMPREPLY+=("$line")
    done <<< "${answer#*$'\n'}"
}

# bash before 4.4 does not know nosort
complete -o nosort -F _watchlist_completion watchlist 2> /dev/null ||
    complete -F _watchlist_completion watchlist
