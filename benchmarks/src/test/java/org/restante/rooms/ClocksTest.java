package org.restante.rooms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The classes that read the time of day, each with the stored or shown time that it needs. Every length of time that is not stored is
 * measured on a monotonic clock, because the time of day may be set while it passes (docs/decisions/0039-two-clocks.md).
 */
final class ClocksTest {

    private static final List<String> MODULES =
            List.of("provider/client", "provider/broker", "provider/kafka", "integration/junit", "shell");

    private static final Map<String, String> MAY_READ = Map.ofEntries(
            Map.entry("jms.session.Outbox", "JMSTimestamp, expiration and delivery time of a sent message"),
            Map.entry("jms.session.Receiving", "expiration of a received message"),
            Map.entry("broker.Broker", "when the next stored time is due"),
            Map.entry("broker.Engine", "whether stored times are due"),
            Map.entry("broker.persistence.Decisions", "time of a decision, which is stored"),
            Map.entry("broker.dispatch.Dispatcher", "expiration and delivery time of waiting messages"),
            Map.entry("broker.routing.Schedules", "time of the next copy of a schedule"),
            Map.entry("broker.routing.DeadLetters", "time of a dead letter, which is stored"),
            Map.entry("broker.administration.MessageListing", "expiration and age of waiting messages"),
            Map.entry("broker.administration.Inspector", "expiration of waiting messages"),
            Map.entry("broker.administration.RunTimes", "shown times of the start and of snapshots"),
            Map.entry("disk.DirectoryLock", "shown time since when a process holds a directory"),
            Map.entry("junit.TestBroker", "the first time of a test's clock"),
            Map.entry("junit.DestinationAssert", "shown time of a failed assertion"),
            Map.entry("shell.content.TextPattern", "the placeholder ${millis}"),
            Map.entry("shell.content.JsonMessage", "stored times in an envelope"),
            Map.entry("shell.message.ConsumerOptions", "age of messages, by their JMSTimestamp"),
            Map.entry("shell.message.HeldCommand", "age of messages, by their JMSTimestamp"));

    @Test
    void onlyThatReadsTheTimeOfDayWhichStoresOrShowsIt() {
        Set<String> unknown = new TreeSet<>();
        for (String module : MODULES) {
            read(module).forEach(type -> {
                if (accesses(type).anyMatch(ClocksTest::readsTimeOfDay) && !MAY_READ.containsKey(file(type))) {
                    unknown.add(file(type));
                }
            });
        }
        assertEquals(
                Set.of(),
                unknown,
                "classes that read the time of day: measure a length of time with a LongSupplier of nanoseconds that comes in by"
                        + " constructor, or say in this test which stored or shown time is needed");
    }

    @Test
    void everyNamedClassExists() {
        Set<String> files = new TreeSet<>();
        for (String module : MODULES) {
            read(module).forEach(type -> files.add(file(type)));
        }
        assertTrue(files.containsAll(MAY_READ.keySet()), () -> MAY_READ.keySet() + " names a class that is gone");
    }

    private static JavaClasses read(String module) {
        Path top = Path.of("").toAbsolutePath();
        while (!Files.exists(top.resolve("mvnw"))) {
            top = top.getParent();
        }
        JavaClasses classes =
                new ClassFileImporter().importPath(top.resolve(module).resolve("target/classes"));
        assertFalse(classes.isEmpty(), module + " is not built; build all modules: ./mvnw verify");
        return classes;
    }

    private static Stream<JavaAccess<?>> accesses(JavaClass type) {
        return Stream.concat(type.getMethodCallsFromSelf().stream(), type.getMethodReferencesFromSelf().stream());
    }

    private static boolean readsTimeOfDay(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String method = access.getName();
        return (owner.equals("java.time.InstantSource") || owner.equals("java.time.Clock"))
                && (method.equals("millis") || method.equals("instant"));
    }

    /** The top-level class of a class, below org.restante. */
    private static String file(JavaClass type) {
        String name = type.getName().replaceFirst("^org\\.restante\\.", "");
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }
}
