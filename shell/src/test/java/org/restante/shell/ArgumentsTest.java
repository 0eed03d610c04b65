package org.restante.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.shell.content.Property;
import org.restante.shell.session.BrokerUri;
import org.restante.shell.session.Target;
import org.restante.shell.terminal.Durations;
import org.restante.shell.terminal.Environment;
import org.restante.shell.terminal.ShellException;
import picocli.CommandLine.TypeConversionException;

/** Parsing of arguments. */
final class ArgumentsTest {
    private static final Path HOME = Path.of("/home/anna");

    private static Environment where(Map<String, String> environment) {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        return new Environment(
                environment,
                HOME,
                new ByteArrayInputStream(new byte[0]),
                OutputStream.nullOutputStream(),
                nowhere,
                false,
                false);
    }

    @ParameterizedTest
    @CsvSource({"orders,queue:orders", "queue:orders,queue:orders", "topic:news,topic:news", "a:b,queue:a:b"})
    void readsADestination(String word, String destination) {
        assertEquals(destination, Target.parse(word).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"topic:", "queue:", "", "temp-queue:x", "temp-topic:y"})
    void refusesAWordThatIsNoDestinationToSendTo(String word) {
        assertThrows(TypeConversionException.class, () -> Target.parse(word));
    }

    @ParameterizedTest
    @CsvSource({"0,PT0S", "500ms,PT0.5S", "5s,PT5S", "2m,PT2M", "1h,PT1H", "7d,PT168H"})
    void readsALengthOfTime(String text, String expected) {
        assertEquals(Duration.parse(expected), Durations.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "-1s", "s", "1.5s", "99999999999d", ""})
    void refusesWhatIsNoLengthOfTime(String text) {
        assertThrows(TypeConversionException.class, () -> Durations.parse(text));
    }

    private static Map.Entry<String, Object> entry(String text) {
        Property property = Property.parse(text);
        return Map.entry(property.name(), property.value(UnaryOperator.identity()));
    }

    @Test
    void readsPropertiesWithAndWithoutAType() {
        assertEquals(Map.entry("colour", (Object) "red"), entry("colour=red"));
        assertEquals(Map.entry("a", (Object) "b=c:d"), entry("a=b=c:d"));
        assertEquals(Map.entry("n", (Object) 5), entry("n:int=5"));
        assertEquals(Map.entry("n", (Object) 5L), entry("n:long=5"));
        assertEquals(Map.entry("n", (Object) 0.5), entry("n:double=0.5"));
        assertEquals(Map.entry("n", (Object) true), entry("n:boolean=true"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"colour", "=red", "n:int=x", "n:number=5", "n:boolean=yes"})
    void refusesWhatIsNoProperty(String text) {
        assertThrows(TypeConversionException.class, () -> Property.parse(text));
    }

    @Test
    void findsTheDataDirectory() {
        var own = where(Map.of("RESTANTE_DATA", "/d a+t&a", "XDG_DATA_HOME", "/x"));

        assertEquals(
                "vm:shell?idleTimeout=0&data=%2Fopt",
                BrokerUri.of(null, Path.of("/opt"), own).uri());
        assertEquals(
                "vm:shell?idleTimeout=0&data=%2Fd%20a%2Bt%26a",
                BrokerUri.of(null, null, own).uri());
        assertEquals("/x/restante", shown(Map.of("XDG_DATA_HOME", "/x")));
        assertEquals("/home/anna/.local/share/restante", shown(Map.of("XDG_DATA_HOME", "relative")));
        assertEquals("/home/anna/.local/share/restante", shown(Map.of("RESTANTE_DATA", "")));
    }

    private static String shown(Map<String, String> environment) {
        return BrokerUri.of(null, null, where(environment)).shown();
    }

    @Test
    void takesAUriInsteadOfADirectory() {
        var here = where(Map.of());

        assertEquals("tcp://h:1", BrokerUri.of("tcp://h:1", null, here).uri());
        assertThrows(ShellException.class, () -> BrokerUri.of("vm:x", Path.of("/opt"), here));
    }
}
