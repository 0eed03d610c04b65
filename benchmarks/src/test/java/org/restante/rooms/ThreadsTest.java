package org.restante.rooms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.AccessTarget;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The classes that make threads. Those of client and broker are made in one place, which logs an error that ends one; the table of all
 * threads in docs/operations.md has who else hears of it.
 */
final class ThreadsTest {

    private static final List<String> MODULES =
            List.of("provider/client", "provider/broker", "provider/kafka", "shell");

    private static final Map<String, String> MAY_MAKE = Map.of(
            "thread.Threads", "the place where threads are made",
            "tcp.EventLoops", "event loops; LoopGroup replaces one that an error has ended",
            "shell.Main", "the hook restante-end",
            "shell.server.Ending", "the hook restante-shutdown, and restante-start, whose end the caller awaits",
            "shell.terminal.InterruptibleInput", "the reader of standard input; its errors go to who reads",
            "shell.terminal.BoundedLog", "restante-log, which goes on after each error",
            "shell.prompt.Live", "restante-completion; errors go to who asked",
            "shell.prompt.Typing", "names for the first completion; errors go to who asks for them",
            "shell.prompt.PlainSecret", "the hook restante-echo",
            "shell.bench.BenchRun", "bench threads; the command rethrows their errors");

    @Test
    void threadsAreMadeInKnownPlaces() {
        Set<String> unknown = new TreeSet<>();
        Set<String> known = new TreeSet<>();
        for (String module : MODULES) {
            read(module).forEach(type -> {
                if (accesses(type).anyMatch(ThreadsTest::makesThread)) {
                    (MAY_MAKE.containsKey(file(type)) ? known : unknown).add(file(type));
                }
            });
        }
        assertEquals(Set.of(), unknown, "classes that make threads: use org.restante.thread.Threads");
        assertEquals(new TreeSet<>(MAY_MAKE.keySet()), known, "named here, but make no thread");
    }

    @Test
    void tableOfThreadsHasEachName() throws Exception {
        String table = Files.readString(top().resolve("docs/operations.md"));
        for (String name : List.of(
                "restante-NAME-maintenance",
                "restante-journal-writer",
                "restante-journal-preparer",
                "restante-journal-reader",
                "restante-server",
                "restante-http-health",
                "restante-kafka-tail",
                "restante-kafka-reader",
                "restante-probe",
                "restante-users",
                "restante-attach",
                "restante-NAME-standby",
                "restante-NAME-idle",
                "restante-client",
                "restante-reconnect",
                "restante-log")) {
            assertTrue(table.contains("`" + name + "`"), name);
        }
    }

    @Test
    void testsOfTheTableAreThere() throws Exception {
        String text = Files.readString(top().resolve("docs/operations.md"));
        String table = text.substring(text.indexOf("## Threads"), text.indexOf("## As a service"));
        Set<String> named = new TreeSet<>(Pattern.compile("`(\\w+Test)`")
                .matcher(table)
                .results()
                .map(match -> match.group(1) + ".java")
                .toList());
        assertTrue(named.size() > 10, "the table names few tests: " + named);
        for (String module : MODULES) {
            try (Stream<Path> files = Files.walk(top().resolve(module).resolve("src/test/java"))) {
                files.forEach(file -> named.remove(String.valueOf(file.getFileName())));
            }
        }
        assertEquals(Set.of(), named, "named in the table of threads, but there is no such test");
    }

    private static Path top() {
        Path top = Path.of("").toAbsolutePath();
        while (!Files.exists(top.resolve("mvnw"))) {
            top = top.getParent();
        }
        return top;
    }

    private static JavaClasses read(String module) {
        JavaClasses classes =
                new ClassFileImporter().importPath(top().resolve(module).resolve("target/classes"));
        assertFalse(classes.isEmpty(), module + " is not built; build all modules: ./mvnw verify");
        return classes;
    }

    private static Stream<JavaAccess<?>> accesses(JavaClass type) {
        return Stream.of(
                        type.getMethodCallsFromSelf().stream(),
                        type.getConstructorCallsFromSelf().stream(),
                        type.getMethodReferencesFromSelf().stream(),
                        type.getConstructorReferencesFromSelf().stream())
                .flatMap(all -> all);
    }

    /** A constructor of Thread, an executor with the threads of the JDK or of Netty, or a task on the common pool. */
    private static boolean makesThread(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        String method = access.getName();
        boolean hasOwnFactory = access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget code
                && code.getRawParameterTypes().stream().anyMatch(each -> each.isEquivalentTo(ThreadFactory.class));
        int parameters = access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget code
                ? code.getRawParameterTypes().size()
                : 0;
        if (method.equals("<init>")) {
            return owner.isAssignableTo(Thread.class)
                    || owner.getSimpleName().equals("DefaultThreadFactory")
                    || (owner.isAssignableTo(java.util.concurrent.ThreadPoolExecutor.class) && !hasOwnFactory);
        }
        return (owner.isEquivalentTo(Executors.class) && !hasOwnFactory)
                || (owner.isEquivalentTo(CompletableFuture.class)
                        && (method.equals("supplyAsync") || method.equals("runAsync"))
                        && parameters == 1);
    }

    /** The top-level class of a class, below org.restante. */
    private static String file(JavaClass type) {
        String name = type.getName().replaceFirst("^org\\.restante\\.", "");
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }
}
