package org.restante.shell.prompt;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Where a word stands in a command.
 *
 * @param command null where the command's name is expected, or it is not known
 * @param role what the word is
 * @param argument the option or parameter that it is, or is the value of; null for a name, and for what is not known
 * @param destination the queue or topic that the command names before; null if none
 */
record WordPlace(
        @Nullable CommandSpec command,
        Role role,
        @Nullable ArgSpec argument,
        @Nullable String destination) {

    /** What a word is. */
    enum Role {
        NAME,
        UNKNOWN_NAME,
        OPTION,
        UNKNOWN_OPTION,
        VALUE,
        TOO_MANY
    }

    /** The kind of value, as the help shows it, such as DEST or N; empty if it is none. */
    String label() {
        return argument == null ? "" : argument.paramLabel();
    }

    /** The values that there are, where they are few and known. */
    List<String> choices() {
        if (argument == null || argument.completionCandidates() == null) {
            return List.of();
        }
        List<String> choices = new ArrayList<>();
        argument.completionCandidates().forEach(choices::add);
        return choices;
    }
}
