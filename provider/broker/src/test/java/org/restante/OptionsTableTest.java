package org.restante;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.restante.tcp.TcpOptions;

/** The tables of options in docs/configuration.md name every option that a URI takes. */
final class OptionsTableTest {

    private static String document() throws IOException {
        Path top = Path.of("").toAbsolutePath();
        while (!Files.exists(top.resolve("mvnw"))) {
            top = top.getParent();
        }
        return Files.readString(top.resolve("docs/configuration.md"));
    }

    private static void assertNamed(Stream<String> options, String before) throws IOException {
        String document = document();
        List<String> absent = options.filter(option -> !document.contains(before + option + "`"))
                .toList();
        assertEquals(List.of(), absent);
    }

    @Test
    void everyOptionOfAnEmbeddedBrokerHasARow() throws IOException {
        assertNamed(BrokerConfiguration.OPTION_NAMES.stream(), "\n| `");
    }

    @Test
    void everyOptionOfAClientIsNamed() throws IOException {
        assertNamed(Stream.of(TcpOptions.NAMES, TcpOptions.TLS_NAMES).flatMap(List::stream), " `");
    }
}
