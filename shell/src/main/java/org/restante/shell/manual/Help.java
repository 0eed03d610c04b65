package org.restante.shell.manual;

import java.io.PrintWriter;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.restante.shell.terminal.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** Lists the commands, or shows the help of one command or of a topic. */
@Command(
        name = "help",
        helpCommand = true,
        description = "Lists the commands, or shows the options and examples of one, or a topic.",
        footerHeading = "%nExamples:%n",
        footer = {"  help", "  help publish", "  help recipes"})
public final class Help implements Callable<Integer> {

    @SuppressWarnings("NullAway.Init") // picocli fills it
    @Spec
    private CommandSpec own;

    @Parameters(
            arity = "0..1",
            paramLabel = "COMMAND",
            completionCandidates = Topics.class,
            description = "A command, or a topic: ${COMPLETION-CANDIDATES}.")
    private @Nullable String word;

    /** The topics, for completion. */
    private static final class Topics implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return HelpTopic.names().iterator();
        }
    }

    @Override
    public Integer call() {
        CommandLine all = own.parent().commandLine();
        PrintWriter out = all.getOut();
        HelpTopic topic = HelpTopic.called(word);
        CommandLine command = word == null ? all : all.getSubcommands().get(word);
        if (topic != null) {
            out.print(topic.text(all));
        } else if (command != null) {
            command.usage(out, all.getColorScheme());
        } else {
            throw new UnmatchedArgumentException(all, List.of(String.valueOf(word)));
        }
        out.flush();
        return ExitCode.DONE;
    }
}
