package org.restante.examples.frameworks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fresh project on Spring Boot 3.5, as docs/frameworks.md has it. Runs in the profile {@code frameworks} only. */
final class BootIT {

    private static final List<String> INVOICES =
            List.of("invoice: coffee of delivery 2", "invoice: milk of delivery 1", "invoice: tea of delivery 1");

    @TempDir
    private Path folder;

    private List<String> run(FreshProject project, List<String> options, String... arguments) throws Exception {
        List<String> words = new ArrayList<>(options);
        words.addAll(List.of("-jar", project.file("target/shop.jar").toString()));
        return Command.run(folder.resolve("run.txt"), Map.of(), Command.java(words, arguments)).lines().toList();
    }

    private static List<String> invoices(List<String> lines) {
        return lines.stream().filter(line -> line.startsWith("invoice: ")).toList();
    }

    /** The line of a span: its name, and the identifiers of its trace and its message. */
    private static final Pattern SPAN = Pattern.compile("LoggingSpanExporter - '(.+)' : (\\w{32}) .*messaging.message.id=([^,}]+)");

    private record Span(String name, String trace, String message) {

        static Stream<Span> all(List<String> lines, String name) {
            return lines.stream()
                    .map(SPAN::matcher)
                    .filter(Matcher::find)
                    .map(found -> new Span(found.group(1), found.group(2), found.group(3)))
                    .filter(span -> span.name.equals(name));
        }
    }

    private List<String> runWithAgent(FreshProject project, boolean receives) throws Exception {
        return run(
                project,
                List.of(
                        "-javaagent:" + System.getProperty("agent"),
                        "-Dotel.traces.exporter=logging",
                        "-Dotel.metrics.exporter=none",
                        "-Dotel.logs.exporter=none",
                        "-Dotel.instrumentation.messaging.experimental.receive-telemetry.enabled=" + receives),
                "--restante.uri=vm:memory");
    }

    @Test
    void eachMessageHasOneTraceFromItsSendToItsListener() throws Exception {
        FreshProject project = FreshProject.of("boot", folder.resolve("boot"));
        project.maven("package");
        List<String> lines = runWithAgent(project, false);
        assertEquals(INVOICES, invoices(lines), lines::toString);
        Map<String, String> published =
                Span.all(lines, "orders publish").collect(Collectors.toMap(Span::message, Span::trace));
        assertEquals(3, published.size(), lines::toString);
        List<Span> processed = Span.all(lines, "orders process").toList();
        assertEquals(4, processed.size(), "one of them comes twice");
        processed.forEach(span -> assertEquals(published.get(span.message()), span.trace(), lines::toString));
        assertEquals(4, Span.all(lines, "invoices publish").count(), lines::toString);
        assertEquals(1, Span.all(lines, "notes publish").count(), lines::toString);
    }

    @Test
    void eachReceiveHasASpan() throws Exception {
        FreshProject project = FreshProject.of("boot", folder.resolve("boot"));
        project.maven("package");
        List<String> lines = runWithAgent(project, true);
        assertEquals(INVOICES, invoices(lines), lines::toString);
        assertEquals(3, Span.all(lines, "invoices receive").count(), lines::toString);
        assertEquals(1, Span.all(lines, "notes receive").count(), lines::toString);
        assertEquals(4, Span.all(lines, "orders receive").count(), lines::toString);
    }

    @Test
    void sendsAndListensInMemoryOnDiskAndOverTcp() throws Exception {
        FreshProject project = FreshProject.of("boot", folder.resolve("boot"));
        project.maven("package");
        String data = "--restante.uri=vm:shop?data=" + folder.resolve("shop");
        List<String> first = run(project, List.of(), data);
        assertEquals(INVOICES, invoices(first), first::toString);
        assertTrue(first.contains("note: open until six"), first::toString);
        assertTrue(first.stream().anyMatch(line -> line.startsWith("Netty 4.1.")), first::toString);
        assertEquals(INVOICES, invoices(run(project, List.of(), data)));
        assertEquals(INVOICES, invoices(run(project, List.of(), "--restante.uri=vm:memory")));
        try (Serving server = Serving.start(folder)) {
            assertEquals(INVOICES, invoices(run(project, List.of(), "--restante.uri=" + server.uri())));
            List<String> proxied =
                    run(project, List.of(), "--restante.uri=" + server.uri(), "--spring.profiles.active=proxied");
            assertEquals(INVOICES, invoices(proxied), proxied::toString);
            assertTrue(proxied.contains("proxy true"), proxied::toString);
        }
    }
}
