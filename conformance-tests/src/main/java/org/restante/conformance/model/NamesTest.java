package org.restante.conformance.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/** The names of properties and of a map's entries. */
@Section("3.5.1")
class NamesTest extends ConformanceTest {

    @ParameterizedTest
    @NullAndEmptySource
    @Section("API: Message")
    void eachPropertyWriterRefusesANullOrEmptyName(String name) throws Exception {
        Message message = desk().createMessage();
        assertAllThrow(IllegalArgumentException.class, Accessors.propertyWrites(message, name));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @Section("API: MapMessage")
    void eachMapWriterRefusesANullOrEmptyName(String name) throws Exception {
        MapMessage message = desk().createMapMessage();
        assertAllThrow(IllegalArgumentException.class, Accessors.mapWrites(message, name));
        assertFalse(message.getMapNames().hasMoreElements());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "_a", "$a", "a1_$", "JMS_mine", "JMSXmine", "ofNotOnlyAFewCharactersBecauseNoLimitIsSaid"})
    @Section("3.5.1")
    void anyIdentifierCanNameAProperty(String name) throws Exception {
        TextMessage message = text("a");
        message.setStringProperty(name, "x");
        assertEquals("x", sendAndReceive(TextMessage.class, message).getStringProperty(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "a.b", "a-b", "1", "NULL", "größe", "a\nb"})
    @Section("3.11")
    void anyTextCanNameAMapEntry(String name) throws Exception {
        MapMessage message = desk().createMapMessage();
        message.setInt(name, 1);
        MapMessage received = sendAndReceive(MapMessage.class, message);
        assertEquals(1, received.getInt(name));
        Enumeration<?> names = received.getMapNames();
        assertEquals(List.of(name), Collections.list(names));
    }

    @Test
    @Section("3.5.6")
    void propertySetAgainIsListedOnce() throws Exception {
        Message message = desk().createMessage();
        message.setIntProperty("p", 1);
        message.setStringProperty("p", "two");
        Enumeration<?> names = message.getPropertyNames();
        assertEquals(1, Collections.frequency(Collections.list(names), "p"));
        assertEquals("two", message.getObjectProperty("p"));
    }
}
