package org.restante.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.restante.server.Listen;
import org.restante.tcp.HostPort;

final class ConfigurationFileTest {

    private static final Path BASE = Path.of("/etc/restante");

    private static ServerConfiguration parse(String... lines) throws ConfigurationException {
        return ConfigurationFile.parse(String.join("\n", lines), BASE);
    }

    private static List<String> mistakes(String... lines) {
        return assertThrows(ConfigurationException.class, () -> parse(lines)).mistakes().stream()
                .map(Mistake::toString)
                .toList();
    }

    @Test
    void anEmptyFileIsTheStandard() throws ConfigurationException {
        assertEquals(ServerConfiguration.standard(), parse("", "  # a comment", ""));
    }

    /** The file of 'restante init' is the standard, as written and with the comment sign of each key removed. */
    @Test
    void theStandardTextIsTheStandardAndExplainsEveryKey() throws ConfigurationException {
        String text = ConfigurationFile.standardText();
        assertEquals(ServerConfiguration.standard(), parse(text));
        String uncommented = text.lines()
                .map(line -> line.matches("#[a-z].* = ?.*") ? line.substring(1) : line)
                .collect(Collectors.joining("\n"));
        long keys = uncommented
                .lines()
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .count();
        assertEquals(Keys.all().size(), keys);
        assertEquals(ServerConfiguration.standard(), parse(uncommented));
        assertTrue(text.lines().allMatch(line -> line.length() <= 100), text);
    }

    @Test
    void readsEachFormOfValue() throws ConfigurationException {
        ServerConfiguration read = parse(
                "data=../var/data",
                "users = /etc/users = all",
                "listen = tcp://127.0.0.1:7270, tls://[::1]:7273",
                "anonymous = true",
                "maxMessage = 8MiB",
                "maxWaiting =",
                "heartbeat = 500ms",
                "linger = 2 m",
                "http = off",
                "log = debug");
        assertEquals(Optional.of(Path.of("/etc/var/data")), read.get(Keys.DATA));
        assertEquals(Optional.of(Path.of("/etc/users = all")), read.get(Keys.USERS));
        assertEquals(
                List.of(
                        new Listen(new HostPort("127.0.0.1", 7270), false),
                        new Listen(new HostPort("::1", 7273), true)),
                read.get(Keys.LISTEN));
        assertEquals(
                "[tcp://127.0.0.1:7270, tls://[::1]:7273]",
                read.get(Keys.LISTEN).toString());
        assertTrue(read.get(Keys.ANONYMOUS));
        assertEquals(OptionalLong.of(8 << 20), read.get(Keys.MAX_MESSAGE));
        assertEquals(OptionalLong.empty(), read.get(Keys.MAX_WAITING));
        assertEquals(Duration.ofMillis(500), read.get(Keys.HEARTBEAT));
        assertEquals(Duration.ofMinutes(2), read.get(Keys.LINGER));
        assertEquals(Optional.empty(), read.get(Keys.HTTP));
        assertEquals("debug", read.get(Keys.LOG));
    }

    @Test
    void namesEveryMistakeWithItsLine() {
        assertEquals(
                List.of(
                        "line 1: there is no key 'lisen'; did you mean 'listen'?",
                        "line 3: 'maxConnections' takes a whole number from 1 to 1000000; not '0'",
                        "line 4: 'jmx' is not of the form key = value",
                        "line 6: 'log' is set already in line 5; keep one of the lines"),
                mistakes("lisen = tcp://127.0.0.1:1", "# fine", "maxConnections = 0", "jmx", "log = info", "log=warn"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "listen | 127.0.0.1:7270",
                "listen | http://127.0.0.1:7270",
                "listen | tcp://127.0.0.1:70000",
                "listen | tcp://::1:7270",
                "listen | tcp://127.0.0.1:7270,",
                "listen | tcp://:7270",
                "http | 7271",
                "http | on",
                "anonymous | yes",
                "maxMessage | 8MB",
                "maxMessage | -1",
                "maxMessage | 99999999999GiB",
                "segmentBytes | 1024",
                "heartbeat | 10",
                "heartbeat | 10ms",
                "linger | 8000h",
                "log | all",
                "maxConnections | many"
            })
    void saysWhatAKeyTakes(String key, String value) {
        List<String> mistakes = mistakes(key + " = " + value);
        assertEquals(1, mistakes.size());
        String mistake = mistakes.get(0);
        assertTrue(mistake.startsWith("line 1: '" + key + "' takes "), mistake);
        assertTrue(mistake.endsWith("; not '" + value + "'"), mistake);
    }
}
