package org.restante.conformance.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.MapMessage;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotWriteableException;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/** A body that is a set of name-value pairs. */
@Section("3.11")
class MapMessageTest extends ConformanceTest {

    @Test
    @Section("3.11")
    void valueOfEachTypeArrivesUnderItsName() throws Exception {
        MapMessage sent = desk().createMapMessage();
        sent.setBoolean("z", true);
        sent.setByte("b", (byte) -1);
        sent.setShort("s", Short.MAX_VALUE);
        sent.setChar("c", '世');
        sent.setInt("i", Integer.MIN_VALUE);
        sent.setLong("l", Long.MAX_VALUE);
        sent.setFloat("f", 1.5f);
        sent.setDouble("d", -2.5d);
        sent.setString("t", "Grüße");
        sent.setBytes("a", new byte[] {1, 2});
        MapMessage received = sendAndReceive(MapMessage.class, sent);
        assertEquals(true, received.getObject("z"));
        assertEquals((byte) -1, received.getObject("b"));
        assertEquals(Short.MAX_VALUE, received.getObject("s"));
        assertEquals('世', received.getObject("c"));
        assertEquals(Integer.MIN_VALUE, received.getObject("i"));
        assertEquals(Long.MAX_VALUE, received.getObject("l"));
        assertEquals(1.5f, received.getObject("f"));
        assertEquals(-2.5d, received.getObject("d"));
        assertEquals("Grüße", received.getObject("t"));
        assertArrayEquals(new byte[] {1, 2}, (byte[]) received.getObject("a"));
    }

    @Test
    @Section("3.11")
    void mapNamesListTheEntriesThatWereSet() throws Exception {
        MapMessage sent = desk().createMapMessage();
        sent.setInt("one", 1);
        sent.setString("two", null);
        assertEquals(Set.of("one", "two"), names(sendAndReceive(MapMessage.class, sent)));
    }

    @Test
    @Section("API: MapMessage")
    void itemExistsAlsoWhenItsValueIsNull() throws Exception {
        MapMessage sent = desk().createMapMessage();
        sent.setString("null", null);
        MapMessage received = sendAndReceive(MapMessage.class, sent);
        assertTrue(received.itemExists("null"));
        assertNull(received.getString("null"));
        assertFalse(received.itemExists("absent"));
    }

    @Test
    @Section("API: MapMessage")
    void nameOfAMapEntryMustNotBeNullOrEmpty() throws Exception {
        MapMessage message = desk().createMapMessage();
        assertThrows(IllegalArgumentException.class, () -> message.setInt(null, 1));
        assertThrows(IllegalArgumentException.class, () -> message.setInt("", 1));
        assertThrows(IllegalArgumentException.class, () -> message.setString("", "x"));
        assertThrows(IllegalArgumentException.class, () -> message.setObject(null, "x"));
    }

    @Test
    @Section("API: MapMessage")
    void laterValueReplacesAnEarlierValueOfAnyType() throws Exception {
        MapMessage sent = desk().createMapMessage();
        sent.setInt("e", 1);
        sent.setString("e", "two");
        assertEquals("two", sendAndReceive(MapMessage.class, sent).getObject("e"));
    }

    @Test
    @Section("10.3")
    void mapRefusesValuesOfOtherClasses() throws Exception {
        MapMessage message = desk().createMapMessage();
        assertThrows(MessageFormatException.class, () -> message.setObject("e", BigDecimal.ONE));
        assertThrows(MessageFormatException.class, () -> message.setObject("e", List.of(1)));
        assertFalse(message.itemExists("e"));
    }

    @Test
    @Section("3.12")
    void bytesInAMapAreCopiedOnWriteAndOnRead() throws Exception {
        byte[] array = {1, 2, 3};
        MapMessage message = desk().createMapMessage();
        message.setBytes("all", array);
        message.setBytes("part", array, 1, 2);
        array[0] = 9;
        array[1] = 9;
        assertArrayEquals(new byte[] {1, 2, 3}, message.getBytes("all"));
        assertArrayEquals(new byte[] {2, 3}, message.getBytes("part"));
        message.getBytes("all")[0] = 8;
        assertEquals(1, message.getBytes("all")[0]);
    }

    @Test
    @Section("3.11.2")
    void receivedMapIsReadOnly() throws Exception {
        MapMessage sent = desk().createMapMessage();
        sent.setInt("e", 1);
        MapMessage received = sendAndReceive(MapMessage.class, sent);
        assertThrows(MessageNotWriteableException.class, () -> received.setInt("e", 2));
        assertThrows(MessageNotWriteableException.class, () -> received.setBytes("e", new byte[1]));
        assertThrows(MessageNotWriteableException.class, () -> received.setObject("f", 2));
        assertEquals(1, received.getInt("e"));
    }

    @Test
    @Section("3.11.1")
    void clearedMapIsEmptyAndWritable() throws Exception {
        MapMessage sent = desk().createMapMessage();
        sent.setInt("e", 1);
        MapMessage received = sendAndReceive(MapMessage.class, sent);
        received.clearBody();
        assertEquals(Set.of(), names(received));
        received.setInt("f", 2);
        assertEquals(2, received.getInt("f"));
    }

    private static Set<String> names(MapMessage message) throws Exception {
        Enumeration<?> names = message.getMapNames();
        Set<String> found = new HashSet<>();
        Collections.list(names).forEach(name -> found.add((String) name));
        return found;
    }
}
