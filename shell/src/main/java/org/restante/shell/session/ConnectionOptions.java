package org.restante.shell.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.restante.shell.terminal.Bystander;
import org.restante.shell.terminal.Environment;
import org.restante.shell.terminal.InputFile;
import org.restante.shell.terminal.Prompter;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.terminal.VisibleText;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options for the broker and the user; every command has them. Filled by picocli, owned by the thread that runs commands. */
public final class ConnectionOptions {

    private static final String SET = "set.";

    private final Environment environment;
    private final Contexts contexts;

    @Option(
            names = "--context",
            paramLabel = "CONTEXT",
            scope = ScopeType.INHERIT,
            description =
                    "A named connection, see context add; default: $RESTANTE_CONTEXT, else the choice of context use.")
    private @Nullable String context;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "The data directory; default: $RESTANTE_DATA, else $XDG_DATA_HOME/restante or"
                    + " ~/.local/share/restante.")
    private @Nullable Path data;

    @Option(
            names = "--url",
            paramLabel = "URI",
            scope = ScopeType.INHERIT,
            description = "The URI of the broker: vm:NAME, vm:NAME?data=DIR, tcp://HOST:PORT, tls://HOST:PORT or"
                    + " kafka:NAME?bootstrap=HOST:PORT; with --factory the argument of the factory's constructor.")
    private @Nullable String url;

    @Option(
            names = "--factory",
            paramLabel = "CLASS",
            scope = ScopeType.INHERIT,
            description = "Use another provider: the class of its ConnectionFactory.")
    private @Nullable String factory;

    @Option(
            names = "--jndi",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Use another provider: a file of JNDI properties.")
    private @Nullable Path jndi;

    @Option(
            names = "--lookup",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "The name of the ConnectionFactory in JNDI; default: ConnectionFactory.")
    private @Nullable String lookup;

    @Option(
            names = "--lib",
            paramLabel = "JARS",
            scope = ScopeType.INHERIT,
            description = "The jars of the other provider, or directories of jars, separated by commas.")
    private List<String> lib = new ArrayList<>();

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            scope = ScopeType.INHERIT,
            description = "Set a property of the other provider's ConnectionFactory. May be repeated.")
    private Map<String, String> properties = new LinkedHashMap<>();

    @Option(
            names = "--user",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "The user; the shell asks for the password unless --password-file is given.")
    private @Nullable String user;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "A file with the password on its first line; - for standard input.")
    private @Nullable String passwordFile;

    private @Nullable Credentials credentials;

    public ConnectionOptions(Environment environment) {
        this.environment = environment;
        this.contexts = new Contexts(environment);
    }

    /** New options for the same environment, none of them set. */
    public ConnectionOptions blank() {
        return new ConnectionOptions(environment);
    }

    /** The options that are set, as the entries of a context. */
    public Map<String, String> entries() {
        Map<String, String> entries = new LinkedHashMap<>();
        put(entries, "url", url);
        put(
                entries,
                "data",
                data == null ? null : data.toAbsolutePath().normalize().toString());
        put(entries, "factory", factory);
        put(
                entries,
                "jndi",
                jndi == null ? null : jndi.toAbsolutePath().normalize().toString());
        put(entries, "lookup", lookup);
        put(entries, "lib", lib.isEmpty() ? null : libraries());
        put(entries, "user", user);
        put(entries, "password-file", passwordFile == null ? null : absolute(passwordFile));
        properties.forEach((name, value) -> entries.put(SET + name, value));
        return entries;
    }

    private String libraries() {
        return String.join(
                ",",
                Libraries.parse(lib).stream()
                        .map(each -> each.toAbsolutePath().normalize().toString())
                        .toList());
    }

    private static String absolute(String file) {
        return file.equals("-")
                ? file
                : InputFile.named(file).toAbsolutePath().normalize().toString();
    }

    private static void put(Map<String, String> entries, String name, @Nullable String value) {
        if (value != null) {
            entries.put(name, value);
        }
    }

    /** The name of the context in effect; null for none. */
    public @Nullable String context() {
        boolean direct = url != null || data != null || factory != null || jndi != null;
        if (context != null || direct) {
            return context;
        }
        String named = environment.variable("RESTANTE_CONTEXT");
        if (named != null || environment.variable("RESTANTE_DATA") != null) {
            return named;
        }
        return contexts.current();
    }

    /** The entries in effect: those of the context, overridden by the options. */
    private Map<String, String> all() {
        String name = context();
        Map<String, String> all = new LinkedHashMap<>(name == null ? Map.of() : contexts.read(name));
        if (url != null) {
            all.remove("data");
        }
        if (data != null) {
            all.remove("url");
        }
        all.putAll(entries());
        return all;
    }

    public ProviderAccess broker() {
        return broker(all(), context());
    }

    /**
     * The broker of a context.
     *
     * @throws ShellException if there is no context of this name, or its entries contradict each other
     */
    public ProviderAccess broker(String name) {
        return broker(contexts.read(name), name);
    }

    private ProviderAccess broker(Map<String, String> all, @Nullable String name) {
        String type = all.get("factory");
        String file = all.get("jndi");
        String address = all.get("url");
        String directory = all.get("data");
        if (type == null && file == null) {
            if (all.containsKey("lib")
                    || all.containsKey("lookup")
                    || all.keySet().stream().anyMatch(key -> key.startsWith(SET))) {
                throw ShellException.usage(
                        "--lib, --lookup and --set are for another provider; add --factory CLASS or --jndi FILE");
            }
            BrokerUri uri = BrokerUri.of(address, directory == null ? null : Path.of(directory), environment);
            return new RestanteBroker(name == null ? uri : new BrokerUri(uri.uri(), name));
        }
        if (type != null && file != null) {
            throw ShellException.usage("--factory and --jndi are mutually exclusive; give one of them");
        }
        if (directory != null) {
            throw ShellException.usage(
                    "--data is a directory of Restante; for another provider give --url, or its own properties");
        }
        return new ForeignBroker(name == null ? shown(type, file, address) : name, source(all));
    }

    private static String shown(@Nullable String type, @Nullable String file, @Nullable String address) {
        return VisibleText.line(address != null ? address : type != null ? type : String.valueOf(file));
    }

    private static FactorySource source(Map<String, String> all) {
        String file = all.get("jndi");
        Map<String, String> set = new LinkedHashMap<>();
        all.forEach((key, value) -> {
            if (key.startsWith(SET)) {
                set.put(key.substring(SET.length()), value);
            }
        });
        return new FactorySource(
                all.get("factory"),
                all.get("url"),
                file == null ? null : Path.of(file),
                all.getOrDefault("lookup", "ConnectionFactory"),
                Libraries.parse(List.of(all.getOrDefault("lib", ""))),
                set);
    }

    /** The credentials; without a user the connection is anonymous. */
    public Credentials credentials() {
        Credentials known = credentials == null ? credentials(all(), Bystander::typed) : credentials;
        credentials = known; // so that the user is asked only once
        return known;
    }

    /**
     * The credentials of a context.
     *
     * @param prompter asks for the password, unless a file has it
     */
    public Credentials credentials(String name, Prompter prompter) {
        return credentials(contexts.read(name), prompter::secret);
    }

    private Credentials credentials(Map<String, String> all, UnaryOperator<@Nullable String> prompter) {
        return Credentials.of(all.get("user"), all.get("password-file"), environment, prompter);
    }

    public @Nullable Path data() {
        return data;
    }

    public @Nullable String url() {
        return url;
    }

    public @Nullable String passwordFile() {
        return passwordFile;
    }

    public Contexts contexts() {
        return contexts;
    }
}
