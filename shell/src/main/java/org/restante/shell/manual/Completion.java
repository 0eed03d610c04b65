package org.restante.shell.manual;

import java.util.Locale;
import picocli.CommandLine;

/** A shell with a completion script. */
enum Completion {
    BASH("restante.bash") {
        @Override
        String script(CommandLine all) {
            return Bash.script(all);
        }
    },
    ZSH("_restante") {
        @Override
        String script(CommandLine all) {
            return Zsh.script(all);
        }
    },
    FISH("restante.fish") {
        @Override
        String script(CommandLine all) {
            return Fish.script(all);
        }
    };

    private final String file;

    Completion(String file) {
        this.file = file;
    }

    /** The file name of the script, by which the shell finds it. */
    String file() {
        return file;
    }

    abstract String script(CommandLine all);

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
