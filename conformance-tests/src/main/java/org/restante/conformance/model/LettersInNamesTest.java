package org.restante.conformance.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/** Names of properties with letters of other languages: each Java identifier is an identifier of a selector, and so a name. */
class LettersInNamesTest extends ConformanceTest {

    @ParameterizedTest
    @Section({"3.5.1", "3.8.1.1"})
    @ValueSource(strings = {"größe", "имя", "名前", "été_2", "_π", "$ß"})
    void lettersOfAnyLanguageCanNameAProperty(String name) throws Exception {
        TextMessage message = text("a");
        message.setIntProperty(name, 5);
        Message received = sendAndReceive(TextMessage.class, message);
        assertEquals(5, received.getIntProperty(name));
        Enumeration<?> listed = received.getPropertyNames();
        List<Object> names = new ArrayList<>();
        listed.asIterator().forEachRemaining(names::add);
        assertEquals(1, names.stream().filter(name::equals).count(), names::toString);
    }
}
