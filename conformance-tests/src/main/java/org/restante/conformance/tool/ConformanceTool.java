package org.restante.conformance.tool;

import jakarta.jms.Connection;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URLClassLoader;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.restante.conformance.Capability;
import org.restante.conformance.ProviderFixture;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The program: runs the suite on a provider, writes the report, and returns 0 if all tests came out as expected, 1 if not, 2 if it
 * could not run them.
 */
public final class ConformanceTool {

    /** All tests passed, or failed as listed. */
    static final int GOOD = 0;

    /** A test failed, or passed although the list of known deviations has it. */
    static final int FAILURES = 1;

    /** The program was called in a way that it cannot use, or the provider cannot be reached. */
    static final int BAD_USE = 2;

    private static final Duration START_LIMIT = Duration.ofMinutes(10);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(90);
    private static final Duration CONNECTION_LIMIT = Duration.ofSeconds(20);
    private static final InstantSource CLOCK = InstantSource.system();

    private final PrintStream out;
    private final PrintStream err;
    private final ToolOptions options;

    private ConformanceTool(ToolOptions options, PrintStream out, PrintStream err) {
        this.options = options;
        this.out = out;
        this.err = err;
    }

    /** Runs the suite and ends the process; {@code --help} lists the options. */
    public static void main(String[] arguments) {
        System.exit(run(arguments, System.out, System.err));
    }

    /** Runs the suite, and returns the exit code. */
    static int run(String[] arguments, PrintStream out, PrintStream err) {
        ToolOptions options = new ToolOptions();
        CommandLine line = new CommandLine(options);
        try {
            ParseResult parsed = line.parseArgs(arguments);
            if (parsed.isUsageHelpRequested()) {
                line.usage(out);
                return GOOD;
            }
            if (parsed.isVersionHelpRequested()) {
                line.printVersionHelp(out);
                return GOOD;
            }
            return new ConformanceTool(options, out, err).run();
        } catch (ParameterException e) {
            err.println("restante-conformance: " + e.getMessage() + "; --help lists the options");
            return BAD_USE;
        } catch (BadUse e) {
            err.println("restante-conformance: " + e.getMessage());
            return BAD_USE;
        } catch (RuntimeException | Error e) { // else the process would end with the code for failures
            err.println("restante-conformance: the run has ended early (" + BadUse.reason(e) + ")");
            e.printStackTrace(err);
            return BAD_USE;
        }
    }

    private int run() {
        SuiteMethods suite = SuiteMethods.read();
        List<SuiteMethod> chosen = TestChoice.of(suite, options.only);
        if (options.list) {
            chosen.forEach(test -> out.println(test.name() + "  " + String.join(", ", test.sections())));
            return GOOD;
        }
        Map<String, String> known = options.known == null ? Map.of() : KnownList.read(options.known, suite);
        options.check();
        try (URLClassLoader jars = ProviderJars.load(options.lib)) {
            ReportFolder folder = ReportFolder.open(options.report);
            Thread.currentThread().setContextClassLoader(jars);
            try (PrintStream log = folder.output()) {
                return runWithOutputTo(log, folder, chosen, known);
            }
        } catch (IOException e) {
            throw new BadUse("The report cannot be written to " + options.report + " (" + BadUse.reason(e) + ")", e);
        }
    }

    /** What provider and tests print goes to a file, so that it does not hide the progress. */
    private int runWithOutputTo(
            PrintStream log, ReportFolder folder, List<SuiteMethod> chosen, Map<String, String> known)
            throws IOException {
        PrintStream standardOutput = System.out;
        PrintStream standardError = System.err;
        System.setOut(log);
        System.setErr(log);
        try {
            return runOn(fixture(folder), folder, chosen, known);
        } finally {
            System.setOut(standardOutput);
            System.setErr(standardError);
        }
    }

    private ProviderFixture fixture(ReportFolder folder) {
        return options.jndi == null
                ? named(Objects.requireNonNull(options.fixture))
                : new JndiProviderFixture(ProviderProperties.read(options.jndi), folder.broker());
    }

    private static ProviderFixture named(String name) {
        try {
            return Class.forName(name, true, Thread.currentThread().getContextClassLoader())
                    .asSubclass(ProviderFixture.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
            throw new BadUse(
                    "--fixture " + name + " cannot be used (" + BadUse.reason(e) + "); it must be a public "
                            + ProviderFixture.class.getName()
                            + " with a constructor without arguments, in a jar or folder of --lib",
                    e);
        }
    }

    private int runOn(ProviderFixture fixture, ReportFolder folder, List<SuiteMethod> chosen, Map<String, String> known)
            throws IOException {
        start(fixture);
        RunReport report;
        try {
            report = tested(fixture, chosen, known);
        } finally {
            stop(fixture);
        }
        out.print(TerminalSummary.of(report));
        folder.write(report);
        out.println("\nreport: " + folder.page());
        return report.isGood() ? GOOD : FAILURES;
    }

    private static void start(ProviderFixture fixture) {
        try {
            TimeLimit.call(START_LIMIT, "start", () -> {
                fixture.start();
                return fixture;
            });
        } catch (BadUse e) {
            throw e;
        } catch (Exception | Error e) {
            throw BadUse.ofProvider("The provider did not start", e);
        }
    }

    private void stop(ProviderFixture fixture) {
        try {
            TimeLimit.call(STOP_LIMIT, "stop", () -> {
                fixture.stop();
                return fixture;
            });
        } catch (Exception | Error e) {
            err.println("restante-conformance: the provider did not stop (" + BadUse.reason(e) + ")");
        }
    }

    private RunReport tested(ProviderFixture fixture, List<SuiteMethod> chosen, Map<String, String> known) {
        String provider = name(fixture);
        List<Capability> offered = List.copyOf(fixture.capabilities());
        out.println(provider + ": " + chosen.size() + (chosen.size() == 1 ? " test" : " tests"));
        ProgressLine progress = new ProgressLine(out, Terminal.isThere(), Terminal.width(), chosen.size());
        Instant began = CLOCK.instant();
        SuiteRun run = new SuiteRun(fixture, known, chosen, progress);
        List<Verdict> verdicts = run.run();
        progress.close();
        return new RunReport(
                provider,
                ToolOptions.Version.suite(),
                began,
                Duration.between(began, CLOCK.instant()),
                offered,
                verdicts,
                run.troubles());
    }

    private static String name(ProviderFixture fixture) {
        try {
            return TimeLimit.call(CONNECTION_LIMIT, "createConnection", () -> {
                try (Connection connection = fixture.connectionFactory().createConnection()) {
                    String version = connection.getMetaData().getProviderVersion();
                    return PlainText.line(
                            connection.getMetaData().getJMSProviderName() + (version == null ? "" : " " + version));
                }
            });
        } catch (BadUse e) {
            throw e;
        } catch (Exception | Error e) {
            throw BadUse.ofProvider("No connection to the provider", e);
        }
    }
}
