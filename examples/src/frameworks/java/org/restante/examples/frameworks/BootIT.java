package org.restante.examples.frameworks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    @Test
    void sendsAndListensInMemoryOnDiskAndOverTcp() throws Exception {
        FreshProject project = FreshProject.of("boot", folder.resolve("boot"));
        project.maven("package");
        String data = "--restante.uri=vm:shop?data=" + folder.resolve("shop");
        List<String> first = run(project, List.of(), data);
        assertEquals(INVOICES, invoices(first), first::toString);
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
