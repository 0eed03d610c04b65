package org.restante.junit;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import jakarta.jms.Topic;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.restante.ManualClock;
import org.restante.admin.Admin;
import org.restante.jms.RestanteConnectionFactory;

/**
 * Starts a broker in memory for each test method or test class, and closes it with its connections afterwards. {@link RestanteTest}
 * registers it; so does a field, for settings that are computed:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final RestanteExtension BROKERS = RestanteExtension.perClass().startingAt(opening);
 * }</pre>
 *
 * <p>Parameters of tests, life-cycle methods and constructors can be:
 *
 * <pre>
 *   ConnectionFactory, RestanteConnectionFactory   of the broker
 *   JMSContext                                     a new one in AUTO_ACKNOWLEDGE, closed after the test
 *   &#64;Named("orders") Queue, &#64;Named("news") Topic    destinations
 *   Admin                                          an operator's link
 *   ManualClock                                    the clock of the broker and of its clients in this process
 *   TestBroker                                     all of that, and assertions
 * </pre>
 *
 * <p>Each broker has a name that no other of this process has, so tests may run in parallel. It starts when the first parameter needs
 * it. Needs JUnit 5.12 or later. Immutable: all that lives is in JUnit's store.
 */
public final class RestanteExtension implements BeforeAllCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(RestanteExtension.class);

    private static final Map<Class<?>, BiFunction<TestBroker, ParameterContext, Object>> PARAMETERS = Map.of(
            ConnectionFactory.class, (broker, parameter) -> broker.connectionFactory(),
            RestanteConnectionFactory.class, (broker, parameter) -> broker.connectionFactory(),
            JMSContext.class, (broker, parameter) -> broker.connectionFactory().createContext(),
            Queue.class, (broker, parameter) -> broker.queue(name(parameter)),
            Topic.class, (broker, parameter) -> broker.topic(name(parameter)),
            Admin.class, (broker, parameter) -> broker.admin(),
            ManualClock.class, (broker, parameter) -> broker.clock(),
            TestBroker.class, (broker, parameter) -> broker);

    private final @Nullable BrokerSettings settings;

    /** For {@link RestanteTest}, whose settings hold. */
    public RestanteExtension() {
        this(null);
    }

    private RestanteExtension(@Nullable BrokerSettings settings) {
        this.settings = settings;
    }

    /** A broker for each test method: {@link BrokerScope#METHOD}. */
    public static RestanteExtension perMethod() {
        return new RestanteExtension(BrokerSettings.STANDARD);
    }

    /** A broker for each test class: {@link BrokerScope#CLASS}. The field must be static. */
    public static RestanteExtension perClass() {
        return new RestanteExtension(new BrokerSettings(BrokerScope.CLASS, "", null));
    }

    /** With options of the broker as in a URI, such as {@code maxMessage=1024&unusedQueues=10m}, in place of those before. */
    public RestanteExtension withOptions(String options) {
        BrokerSettings before = settings == null ? BrokerSettings.STANDARD : settings;
        return new RestanteExtension(new BrokerSettings(before.scope(), options, before.start()));
    }

    /** With a first time of the broker's clock. */
    public RestanteExtension startingAt(Instant start) {
        BrokerSettings before = settings == null ? BrokerSettings.STANDARD : settings;
        return new RestanteExtension(new BrokerSettings(before.scope(), before.options(), start));
    }

    /** Starts the broker of the class here, so that its nested classes find it. */
    @Override
    public void beforeAll(ExtensionContext context) {
        BrokerSettings found = settings(context);
        if (found.scope() == BrokerScope.CLASS) {
            broker(context, found);
        }
    }

    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
        return ExtensionContextScope.TEST_METHOD; // so that a constructor gets the broker of its test
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return PARAMETERS.containsKey(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        TestBroker broker = broker(context, settings(context));
        var kind = Objects.requireNonNull(
                PARAMETERS.get(parameter.getParameter().getType()), "supportsParameter was not asked");
        Object value = kind.apply(broker, parameter);
        if (value instanceof JMSContext opened) {
            store(context).put(opened, new Opened(opened));
        }
        return value;
    }

    private static String name(ParameterContext parameter) {
        return parameter
                .findAnnotation(Named.class)
                .map(Named::value)
                .orElseThrow(() -> new ParameterResolutionException("the parameter '" + parameter.getParameter()
                        + "' does not say which destination it is; write @Named(\"orders\") before it"));
    }

    private BrokerSettings settings(ExtensionContext context) {
        if (settings != null) {
            return settings;
        }
        return context.getTestClass()
                .flatMap(type ->
                        AnnotationSupport.findAnnotation(type, RestanteTest.class, context.getEnclosingTestClasses()))
                .map(BrokerSettings::of)
                .orElse(BrokerSettings.STANDARD);
    }

    private static TestBroker broker(ExtensionContext context, BrokerSettings settings) {
        ExtensionContext owner = context;
        if (settings.scope() == BrokerScope.CLASS) {
            while (owner.getTestMethod().isPresent() && owner.getParent().isPresent()) {
                owner = owner.getParent().get();
            }
        } else if (context.getTestMethod().isEmpty()) {
            throw new ParameterResolutionException(
                    "there is no broker here, because each test method has its own; write"
                            + " @RestanteTest(scope = BrokerScope.CLASS), or take the parameter in @BeforeEach or in the test");
        }
        return started(owner, settings);
    }

    @SuppressWarnings("deprecation") // JUnit 5 has no computeIfAbsent
    private static TestBroker started(ExtensionContext owner, BrokerSettings settings) {
        Running running = store(owner)
                .getOrComputeIfAbsent(
                        settings.scope(), scope -> new Running(TestBroker.start(settings)), Running.class);
        return Objects.requireNonNull(running).broker();
    }

    private static Store store(ExtensionContext context) {
        return context.getStore(NAMESPACE);
    }

    /** A broker that JUnit closes with its store. */
    @SuppressWarnings("deprecation") // before 5.13 JUnit does not close what is only AutoCloseable
    private record Running(TestBroker broker) implements Store.CloseableResource, AutoCloseable {
        @Override
        public void close() {
            broker.close();
        }
    }

    /** A context that JUnit closes with its store. */
    @SuppressWarnings("deprecation") // before 5.13 JUnit does not close what is only AutoCloseable
    private record Opened(JMSContext context) implements Store.CloseableResource, AutoCloseable {
        @Override
        public void close() {
            context.close();
        }
    }
}
