package org.restante.conformance.tool;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;

/** The options of the program, as picocli reads them. */
@Command(
        name = "restante-conformance",
        description = "Runs the conformance suite for Jakarta Messaging 3.1 on a provider, and writes a report.",
        versionProvider = ToolOptions.Version.class,
        usageHelpAutoWidth = true,
        sortOptions = false,
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Keys of the file of --jndi; all others are the environment of JNDI:",
            "  conformance.connectionFactory           its name in JNDI; ConnectionFactory",
            "  conformance.xaConnectionFactory         its name, for DISTRIBUTED_TRANSACTIONS",
            "  conformance.queue, conformance.topic    a name with {name}, if createQueue",
            "                                          and createTopic do not create",
            "  conformance.user, conformance.password  a known user, for AUTHENTICATION",
            "  conformance.individualAcknowledgeModes  numbers of session modes, separated",
            "                                          by commas",
            "  conformance.start                       a command that starts the broker",
            "  conformance.stop, conformance.kill      commands that end it; without them,",
            "                                          the processes of start are ended",
            "  conformance.startSeconds                how long a start may take; 60",
            "  conformance.capabilities                what the provider offers, of:",
            "      DELIVERY_DELAY, SHARED_SUBSCRIPTIONS, LEGACY_DOMAINS (by default these),",
            "      INDIVIDUAL_ACKNOWLEDGE, CONNECTION_CONSUMERS, DISTRIBUTED_TRANSACTIONS,",
            "      AUTHENTICATION, RESTART, KILL",
            "",
            "Exit code: 0 all passed, or failed as listed; 1 failures; 2 not run."
        })
final class ToolOptions {

    @Option(
            names = "--jndi",
            paramLabel = "FILE",
            description = "The JNDI properties of the provider, and what it offers; the keys are below.")
    @Nullable
    Path jndi;

    @Option(
            names = "--fixture",
            paramLabel = "CLASS",
            description = "In place of --jndi, a ProviderFixture among the classes of --lib.")
    @Nullable
    String fixture;

    @Option(
            names = "--lib",
            paramLabel = "FOLDER",
            description = "A folder of the provider's jars or classes, or a jar; can be repeated.")
    List<Path> lib = new ArrayList<>();

    @Option(
            names = "--report",
            paramLabel = "FOLDER",
            defaultValue = "conformance-report",
            description =
                    "Where to write index.html, TEST-*.xml, failed.txt, output.txt and broker.txt; ${DEFAULT-VALUE}.")
    Path report = Path.of("conformance-report");

    @Option(
            names = "--only",
            paramLabel = "NAME",
            split = ",",
            description = "Only a chapter (sending), a section (7.3), a class or CLASS.method; can be repeated.")
    List<String> only = new ArrayList<>();

    @Option(
            names = "--known",
            paramLabel = "FILE",
            description =
                    "Known deviations, a line 'CLASS.method: behaviour' for each. Their tests are run; one that passes is a failure.")
    @Nullable
    Path known;

    @Option(names = "--list", description = "Lists the tests with their sections, and ends.")
    boolean list;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this text, and ends.")
    boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Shows the version, and ends.")
    boolean version;

    /** Throws if options are missing or exclude each other. */
    void check() {
        if (jndi == null && fixture == null) {
            throw new BadUse(
                    "No provider to test; name it with --jndi FILE or --fixture CLASS; --help lists the options");
        }
        if (jndi != null && fixture != null) {
            throw new BadUse("--jndi and --fixture both name a provider; leave one of them out");
        }
    }

    /** The version of the suite, from the manifest of its jar. */
    static final class Version implements IVersionProvider {

        /** For picocli. */
        Version() {}

        static String suite() {
            return Optional.ofNullable(ToolOptions.class.getPackage().getImplementationVersion())
                    .orElse("in development");
        }

        @Override
        public String[] getVersion() {
            return new String[] {"restante-conformance " + suite() + ", for Jakarta Messaging 3.1"};
        }
    }
}
