package org.restante.shell.prompt;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs files of commands. */
@Command(
        name = "source",
        description = {
            "Runs the commands of files in one session, as at the prompt: held messages and transactions last from one command to the next.",
            "It stops at the first command that fails, with its exit code; errors have the file and the line. A line with an open quote"
                    + " or bracket continues on the next one; # begins a comment. A file may source other files, up to 8 deep."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  source nightly.restante", "  source setup.restante load.restante --keep-going"})
final class Source implements Callable<Integer> {

    private final Runner runner;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "The files; - is standard input.")
    private List<String> files = List.of();

    @Option(
            names = {"-k", "--keep-going"},
            description = "Continue after a command that fails; the exit code is that of the first failure.")
    private boolean goOn;

    /** Runs files and returns the exit code of the first command that failed. */
    interface Runner {
        int run(List<String> files, boolean goOn) throws IOException;
    }

    Source(Runner runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() throws IOException {
        return runner.run(files, goOn);
    }
}
