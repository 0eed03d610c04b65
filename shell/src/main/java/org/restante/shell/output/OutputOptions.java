package org.restante.shell.output;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options for the output of results; every command has them. Filled by picocli, owned by the thread that runs commands. */
public final class OutputOptions {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            scope = ScopeType.INHERIT,
            description = "Output format: ${COMPLETION-CANDIDATES}.")
    private Output kind = Output.TABLE;

    @Option(
            names = "--format",
            paramLabel = "TEMPLATE",
            scope = ScopeType.INHERIT,
            description = "Show each result by a template, for example '{id}\\t{properties.colour}\\n'.")
    private @Nullable String format;

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "Show only results and errors.")
    private boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Show the stack trace of errors, too.")
    private boolean verbose;

    public OutputOptions() {}

    /** Options with the defaults that a command can override. */
    public OutputOptions(OutputOptions otherwise) {
        kind = otherwise.kind;
        format = otherwise.format;
        quiet = otherwise.quiet;
        verbose = otherwise.verbose;
    }

    public Output kind() {
        return kind;
    }

    /** The template for each result, which replaces {@link #kind}; null for none. */
    public @Nullable String format() {
        return format;
    }

    /** Whether the output is for people, rather than for programs. */
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
