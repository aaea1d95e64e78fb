#compdef watchlist
# Completion of watchlist in zsh, written by "watchlist completion zsh".

_watchlist() {
    local program=${(Q)words[1]/#\~\//$HOME/} line="${(j: :)words[1,CURRENT-1]}" action
    local -a answer offers shown
    whence -p -- "$program" > /dev/null || program=watchlist
    answer=("${(@f)$(_WATCHLIST_COMPLETE=zsh_complete \
        COMP_LINE="$line $QIPREFIX$IPREFIX$PREFIX" COMP_WORD="$PREFIX" \
        command "$program" 2> /dev/null)}")
    action=$answer[1]
    case $action in
        file) _files; return ;;
        dir) _files -/; return ;;
        insert | list) ;;
        *) return 1 ;;
    esac
    shift answer
    for offer text in "${(@)answer}"; do
        offers+=("$offer")
        shown+=("$text")
    done
    local -a style
    [[ ${(j::)offers} == ${(j::)shown} ]] || style=(-l)
    compadd -U -V watchlist $style -d shown -a offers
    if [[ $action == list && $compstate[insert] == *unambiguous* ]]; then
        compstate[insert]=
        compstate[list]='list force'
    fi
}

if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _watchlist "$@"
else
    compdef _watchlist watchlist
fi
