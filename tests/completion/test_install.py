"""``completion SHELL --install`` puts the script in the place of the shell, once."""

from __future__ import annotations

import os
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from watchlist.cli.root import cli
from watchlist.cli.shells.registry import completion_class

HINT = "Start a new {} to use it, then type: watchlist show, a blank, and Tab.\n"
posix = pytest.mark.skipif(os.name == "nt", reason="rights of files are those of POSIX")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a home folder, and no variable that names other places."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "ZDOTDIR", "BASH_COMPLETION_USER_DIR"):
        monkeypatch.delenv(name, raising=False)
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    return home


def install(shell: str) -> Result:
    return CliRunner().invoke(cli, ["completion", shell, "--install"])


def printed(shell: str) -> str:
    result = CliRunner().invoke(cli, ["completion", shell])
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


BASH = ".local/share/bash-completion/completions/watchlist"
BASH_LINE = f'[ ! -r "$HOME"/{BASH} ] || . "$HOME"/{BASH}\n'
ZSH = ".local/share/zsh/site-functions/_watchlist"
ZSH_LINE = (
    f'if [[ -r "$HOME"/{ZSH} ]] {{ (( $+functions[compdef] )) || '
    f'{{ autoload -Uz compinit && compinit -i }}; source "$HOME"/{ZSH} }}\n'
)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_the_script_is_printed(shell: str) -> None:
    assert "_WATCHLIST_COMPLETE" in printed(shell)


def test_the_script_of_clicks_own_way_is_the_same() -> None:
    result = CliRunner().invoke(
        cli, prog_name="watchlist", env={"_WATCHLIST_COMPLETE": "bash_source"}
    )
    assert result.stdout == printed("bash")


def test_bash_gets_a_file_and_a_line(home: Path) -> None:
    (home / ".bashrc").write_text("alias l=ls", encoding="utf-8")
    result = install("bash")
    assert (result.exit_code, result.stderr) == (0, HINT.format("bash"))
    assert result.stdout == (
        f"Wrote {home / BASH}.\nAdded a line to {home / '.bashrc'} that loads it.\n"
    )
    assert files(home) == {BASH: printed("bash"), ".bashrc": f"alias l=ls\n{BASH_LINE}"}


def test_zsh_gets_a_file_and_a_line(home: Path) -> None:
    assert install("zsh").exit_code == 0
    assert files(home) == {ZSH: printed("zsh"), ".zshrc": ZSH_LINE}


def test_fish_needs_a_file_only(home: Path) -> None:
    result = install("fish")
    path = ".config/fish/completions/watchlist.fish"
    assert (result.stdout, result.stderr) == (f"Wrote {home / path}.\n", HINT.format("fish"))
    assert files(home) == {path: printed("fish")}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_installing_again_changes_nothing(home: Path, shell: str) -> None:
    install(shell)
    before = files(home)
    result = install(shell)
    assert result.exit_code == 0
    assert result.stdout.startswith("Nothing to do: ")
    assert files(home) == before


def test_a_former_script_is_replaced_and_the_line_not_repeated(home: Path) -> None:
    install("zsh")
    (home / ZSH).write_text('# written by "watchlist completion zsh"\n', encoding="utf-8")
    assert install("zsh").stdout == f"Wrote {home / ZSH}.\n"
    assert files(home) == {ZSH: printed("zsh"), ".zshrc": ZSH_LINE}


def test_variables_name_other_places(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = tmp_path / "it's mine"
    monkeypatch.setenv("XDG_DATA_HOME", str(mine / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(mine / "config"))
    monkeypatch.setenv("ZDOTDIR", str(mine / "z"))
    for shell in ("bash", "zsh", "fish"):
        assert install(shell).exit_code == 0
    assert set(files(mine)) == {
        "data/bash-completion/completions/watchlist",
        "data/zsh/site-functions/_watchlist",
        "config/fish/completions/watchlist.fish",
        "z/.zshrc",
    }
    assert set(files(home)) == {".bashrc"}
    monkeypatch.setenv("BASH_COMPLETION_USER_DIR", str(mine / "bash"))
    install("bash")
    assert "bash/completions/watchlist" in files(mine)


def test_a_relative_folder_counts_as_none(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", "config")
    install("fish")
    assert set(files(home)) == {".config/fish/completions/watchlist.fish"}


def test_a_file_of_somebody_else_is_refused_and_stays(home: Path) -> None:
    path = home / ".config/fish/completions/watchlist.fish"
    path.parent.mkdir(parents=True)
    path.write_text("complete -c watchlist\n", encoding="utf-8")
    result = install("fish")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        f"Error: {path} is there already and is not of this program: move it away first.\n"
    )
    assert path.read_text(encoding="utf-8") == "complete -c watchlist\n"


def test_what_cannot_be_written_is_refused(home: Path) -> None:
    (home / ".config").write_text("", encoding="utf-8")
    result = install("fish")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "cannot be written: " in result.stderr


def test_settings_that_cannot_be_changed_are_left_to_the_user_with_the_line(home: Path) -> None:
    (home / ".bashrc").mkdir()
    result = install("bash")
    assert result.exit_code == 1
    assert result.stderr.endswith(f"Put this line into it: {BASH_LINE}")


@posix
def test_settings_behind_a_link_stay_a_link(home: Path) -> None:
    (home / "dotfiles").write_bytes(b"caf\xe9\n")
    (home / ".bashrc").symlink_to(home / "dotfiles")
    assert install("bash").exit_code == 0
    assert (home / ".bashrc").is_symlink()
    assert (home / "dotfiles").read_bytes() == b"caf\xe9\n" + BASH_LINE.encode()


def test_without_a_home_it_is_refused(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "nowhere")
    monkeypatch.setenv("USERPROFILE", "nowhere")
    result = install("bash")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "home folder cannot be found" in result.stderr


def test_powershell_is_told_what_to_do(home: Path) -> None:
    result = install("powershell")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "watchlist completion powershell | Out-String | Invoke-Expression" in result.stderr
    assert files(home) == {}


def test_powershell_gets_quoted_words() -> None:
    shell = completion_class("powershell")(cli, {}, "watchlist", "_WATCHLIST_COMPLETE")
    item = click.shell_completion.CompletionItem
    assert shell.format_completion(item("The Thing")) == "plain\n'The Thing'\n_"
    assert shell.format_completion(item("a\x1b")) == "none\n_\n_"


def test_another_shell_is_a_wrong_usage() -> None:
    result = CliRunner().invoke(cli, ["completion", "tcsh"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "“tcsh”" in result.stderr or "'tcsh'" in result.stderr
