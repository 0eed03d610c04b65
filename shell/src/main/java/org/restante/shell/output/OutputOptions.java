package org.restante.shell.output;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that say how results are shown; every command has them. Filled by picocli. */
public final class OutputOptions {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            scope = ScopeType.INHERIT,
            description = "The form of results: ${COMPLETION-CANDIDATES}.")
    private Output kind = Output.TABLE;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            scope = ScopeType.INHERIT,
            description = "A line of your own for each result, as in '{id}\\t{properties.colour}\\n'.")
    private @Nullable String format;

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "Show results and errors only.")
    private boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Show more of what went wrong.")
    private boolean verbose;

    public OutputOptions() {}

    /** What holds where the command says nothing else. */
    public OutputOptions(OutputOptions otherwise) {
        kind = otherwise.kind;
        format = otherwise.format;
        quiet = otherwise.quiet;
        verbose = otherwise.verbose;
    }

    public Output kind() {
        return kind;
    }

    /** A line of the user's own, instead of {@link #kind}; null for none. */
    public @Nullable String format() {
        return format;
    }

    /** Whether a person reads it, rather than a program. */
    public boolean isForPeople() {
        return kind == Output.TABLE && format == null;
    }

    public boolean isQuiet() {
        return quiet;
    }

    public boolean isVerbose() {
        return verbose;
    }
}
