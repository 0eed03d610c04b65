package org.restante.shell.prompt;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The place of a word in a command. Immutable.
 *
 * @param command null if the word is the name of the command, or the name is unknown
 * @param role the role of the word
 * @param argument the option or parameter that the word is, or is the value of; null for a name or an unknown word
 * @param destination the queue or topic named earlier in the command; null for none
 */
record WordPlace(
        @Nullable CommandSpec command,
        Role role,
        @Nullable ArgSpec argument,
        @Nullable String destination) {

    /** The role of a word. */
    enum Role {
        NAME,
        UNKNOWN_NAME,
        OPTION,
        UNKNOWN_OPTION,
        VALUE,
        TOO_MANY
    }

    /** The label of the value in the help, such as DEST or N; empty if the word is not a value. */
    String label() {
        return argument == null ? "" : argument.paramLabel();
    }

    /** The possible values; empty if they are not a fixed list. */
    List<String> choices() {
        if (argument == null || argument.completionCandidates() == null) {
            return List.of();
        }
        List<String> choices = new ArrayList<>();
        argument.completionCandidates().forEach(choices::add);
        return choices;
    }
}
