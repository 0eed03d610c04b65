package org.restante.shell.prompt;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the terminal wraps its lines anew when its width changes. There is no capability to ask for; the terminals that do so are
 * known by the variables that they set.
 */
final class Wrapping {

    private static final List<String> VARIABLES = List.of(
            "VTE_VERSION",
            "TMUX",
            "KITTY_WINDOW_ID",
            "WT_SESSION",
            "KONSOLE_VERSION",
            "WEZTERM_PANE",
            "ALACRITTY_WINDOW_ID");

    private static final List<String> TYPES =
            List.of("tmux", "alacritty", "foot", "xterm-kitty", "xterm-ghostty", "wezterm");

    private static final List<String> PROGRAMS = List.of("iTerm.app", "Apple_Terminal", "vscode", "WezTerm", "ghostty");

    private Wrapping() {}

    /** A variable of the environment. */
    interface Variables {
        @Nullable
        String get(String name);
    }

    static boolean isAnew(Variables variables) {
        String type = variables.get("TERM");
        String program = variables.get("TERM_PROGRAM");
        return VARIABLES.stream().anyMatch(name -> variables.get(name) != null)
                || (type != null && TYPES.stream().anyMatch(type::startsWith))
                || (program != null && PROGRAMS.contains(program));
    }
}
