package org.restante.shell.prompt;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The examples of the help are valid commands. */
final class ExamplesTest {
    @TempDir
    private Path home;

    @Test
    void everyExampleOfEveryCommandIsUnderstood() {
        CommandLine all = AllCommands.at(home);
        List<String> without = new ArrayList<>();
        for (CommandLine each : all.getSubcommands().values()) {
            CommandSpec command = each.getCommandSpec();
            if (command.name().equals("help") || command.usageMessage().hidden()) {
                continue; // help is picocli's own command, and has only a description
            }
            boolean own = false;
            for (String example : command.usageMessage().footer()) {
                for (List<String> words :
                        ours(String.format(Locale.ROOT, example), all)) { // picocli takes them for format strings
                    parse(all, words);
                    own |= words.contains(command.name());
                }
            }
            if (!own) {
                without.add(command.name());
            }
        }
        assertTrue(without.isEmpty(), () -> "without examples: " + without);
    }

    /** The commands of the shell in a line that may have others beside them, as in a pipe. */
    private static List<List<String>> ours(String example, CommandLine all) {
        List<List<String>> found = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (List<String> command : Words.commands(example)) {
            for (String word : command) {
                if (word.equals("|") || word.equals(">") || word.equals("<") || word.equals("&")) {
                    found.add(words);
                    words = new ArrayList<>();
                } else if (!(words.isEmpty() && word.equals("restante"))) {
                    words.add(word);
                }
            }
        }
        found.add(words);
        return found.stream()
                .filter(each -> !each.isEmpty()
                        && (all.getSubcommands().containsKey(each.get(0))
                                || each.get(0).startsWith("--")))
                .toList();
    }

    private static void parse(CommandLine all, List<String> words) {
        try {
            all.parseArgs(words.toArray(String[]::new));
        } catch (ParameterException e) {
            fail(words + ": " + e.getMessage(), e);
        }
    }
}
