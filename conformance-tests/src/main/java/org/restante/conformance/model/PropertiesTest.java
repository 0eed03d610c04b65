package org.restante.conformance.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.TextMessage;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/** Message properties, except their conversion, which PropertyConversionTest covers. */
@Section("3.5")
class PropertiesTest extends ConformanceTest {

    @Test
    @Section({"3.5", "3.5.2"})
    void propertyOfEachTypeArrives() throws Exception {
        TextMessage sent = text("a");
        sent.setBooleanProperty("z", true);
        sent.setByteProperty("b", Byte.MIN_VALUE);
        sent.setShortProperty("s", Short.MIN_VALUE);
        sent.setIntProperty("i", Integer.MIN_VALUE);
        sent.setLongProperty("l", Long.MIN_VALUE);
        sent.setFloatProperty("f", Float.MIN_VALUE);
        sent.setDoubleProperty("d", Double.MAX_VALUE);
        sent.setStringProperty("t", "Grüße, 世界 \uD83D\uDE00");
        Message received = sendAndReceive(TextMessage.class, sent);
        assertTrue(received.getBooleanProperty("z"));
        assertEquals(Byte.MIN_VALUE, received.getByteProperty("b"));
        assertEquals(Short.MIN_VALUE, received.getShortProperty("s"));
        assertEquals(Integer.MIN_VALUE, received.getIntProperty("i"));
        assertEquals(Long.MIN_VALUE, received.getLongProperty("l"));
        assertEquals(Float.MIN_VALUE, received.getFloatProperty("f"));
        assertEquals(Double.MAX_VALUE, received.getDoubleProperty("d"));
        assertEquals("Grüße, 世界 \uD83D\uDE00", received.getStringProperty("t"));
    }

    @Test
    @Section("3.5.2")
    void stringPropertyOfManyCharactersArrives() throws Exception {
        TextMessage sent = text("a");
        sent.setStringProperty("long", "é".repeat(70_000));
        assertEquals("é".repeat(70_000), sendAndReceive(TextMessage.class, sent).getStringProperty("long"));
    }

    @Test
    @Section("3.5.2")
    void stringPropertyCanBeEmptyOrNull() throws Exception {
        TextMessage sent = text("a");
        sent.setStringProperty("empty", "");
        sent.setStringProperty("absent", null);
        Message received = sendAndReceive(TextMessage.class, sent);
        assertEquals("", received.getStringProperty("empty"));
        assertNull(received.getStringProperty("absent"));
    }

    @Test
    @Section("3.5.1")
    void propertyNamesAreCaseSensitive() throws Exception {
        TextMessage sent = text("a");
        sent.setIntProperty("Size", 1);
        sent.setIntProperty("size", 2);
        Message received = sendAndReceive(TextMessage.class, sent);
        assertEquals(1, received.getIntProperty("Size"));
        assertEquals(2, received.getIntProperty("size"));
    }

    @Test
    @Section("API: Message")
    void propertyNameMustNotBeNullOrEmpty() throws Exception {
        Message message = text("a");
        assertThrows(IllegalArgumentException.class, () -> message.setStringProperty("", "x"));
        assertThrows(IllegalArgumentException.class, () -> message.setStringProperty(null, "x"));
        assertThrows(IllegalArgumentException.class, () -> message.setObjectProperty("", 1));
        assertThrows(IllegalArgumentException.class, () -> message.setBooleanProperty(null, true));
    }

    @Test
    @Section("3.5.3")
    void propertiesOfAReceivedMessageAreReadOnly() throws Exception {
        TextMessage sent = text("a");
        sent.setIntProperty("i", 1);
        Message received = sendAndReceive(TextMessage.class, sent);
        assertThrows(MessageNotWriteableException.class, () -> received.setIntProperty("i", 2));
        assertThrows(MessageNotWriteableException.class, () -> received.setBooleanProperty("z", true));
        assertThrows(MessageNotWriteableException.class, () -> received.setStringProperty("t", "x"));
        assertThrows(MessageNotWriteableException.class, () -> received.setObjectProperty("o", 1L));
        assertEquals(1, received.getIntProperty("i"));
    }

    @Test
    @Section("3.10")
    void propertiesOfAReceivedMessageAreWritableOnceCleared() throws Exception {
        TextMessage sent = text("a");
        sent.setIntProperty("i", 1);
        Message received = sendAndReceive(TextMessage.class, sent);
        received.clearProperties();
        assertFalse(received.propertyExists("i"));
        received.setIntProperty("j", 2);
        assertEquals(2, received.getIntProperty("j"));
    }

    @Test
    @Section("3.5.5")
    void objectPropertyKeepsItsType() throws Exception {
        List<Object> values = List.of(true, (byte) 1, (short) 2, 3, 4L, 5f, 6d, "seven");
        TextMessage sent = text("a");
        for (int i = 0; i < values.size(); i++) {
            sent.setObjectProperty("p" + i, values.get(i));
        }
        Message received = sendAndReceive(TextMessage.class, sent);
        for (int i = 0; i < values.size(); i++) {
            assertEquals(values.get(i), received.getObjectProperty("p" + i));
        }
    }

    @Test
    @Section("3.5.5")
    void objectPropertyOfAnotherClassIsRefused() throws Exception {
        Message message = text("a");
        assertThrows(MessageFormatException.class, () -> message.setObjectProperty("p", BigDecimal.ONE));
        assertThrows(MessageFormatException.class, () -> message.setObjectProperty("p", 'c'));
        assertThrows(MessageFormatException.class, () -> message.setObjectProperty("p", new byte[1]));
        assertThrows(MessageFormatException.class, () -> message.setObjectProperty("p", List.of()));
    }

    @Test
    @Section("3.5.5")
    void propertySetWithItsTypeIsReadAsAnObjectOfThatType() throws Exception {
        TextMessage sent = text("a");
        sent.setShortProperty("s", (short) 7);
        assertEquals((short) 7, sendAndReceive(TextMessage.class, sent).getObjectProperty("s"));
    }

    @Test
    @Section({"3.5.6", "3.5.10"})
    void propertyNamesListThePropertiesAndNoHeaderField() throws Exception {
        TextMessage sent = text("a");
        sent.setIntProperty("one", 1);
        sent.setStringProperty("two", "2");
        sent.setJMSType("type");
        sent.setJMSCorrelationID("c");
        Set<String> names = names(sendAndReceive(TextMessage.class, sent));
        assertTrue(names.containsAll(Set.of("one", "two")), names::toString);
        names.removeAll(Set.of("one", "two"));
        assertTrue(
                names.stream().allMatch(name -> name.startsWith("JMSX") || name.startsWith("JMS_")), names::toString);
    }

    @Test
    @Section("3.5.7")
    void clearPropertiesRemovesAllPropertiesAndKeepsTheBody() throws Exception {
        TextMessage message = text("body");
        message.setIntProperty("one", 1);
        message.clearProperties();
        assertEquals(Set.of(), names(message));
        assertEquals("body", message.getText());
    }

    @Test
    @Section("3.5.8")
    void absentPropertyIsReadAsNull() throws Exception {
        Message message = text("a");
        assertFalse(message.propertyExists("absent"));
        assertNull(message.getStringProperty("absent"));
        assertNull(message.getObjectProperty("absent"));
        assertFalse(message.getBooleanProperty("absent"));
    }

    @Test
    @Section("3.5.4")
    void absentPropertyReadAsANumberThrowsNumberFormatException() throws Exception {
        Message message = text("a");
        assertThrows(NumberFormatException.class, () -> message.getByteProperty("absent"));
        assertThrows(NumberFormatException.class, () -> message.getShortProperty("absent"));
        assertThrows(NumberFormatException.class, () -> message.getIntProperty("absent"));
        assertThrows(NumberFormatException.class, () -> message.getLongProperty("absent"));
    }

    @Test
    @Section("3.5.9")
    void groupPropertiesOfTheClientArrive() throws Exception {
        TextMessage sent = text("a");
        sent.setStringProperty("JMSXGroupID", "group");
        sent.setIntProperty("JMSXGroupSeq", 3);
        Message received = sendAndReceive(TextMessage.class, sent);
        assertEquals("group", received.getStringProperty("JMSXGroupID"));
        assertEquals(3, received.getIntProperty("JMSXGroupSeq"));
    }

    @Test
    @Section("3.5.11")
    void deliveryCountIsOneOnAFirstDelivery() throws Exception {
        Message received = sendAndReceive(TextMessage.class, text("a"));
        assertEquals(1, received.getIntProperty("JMSXDeliveryCount"));
    }

    private static Set<String> names(Message message) throws Exception {
        Enumeration<?> names = message.getPropertyNames();
        Set<String> found = new HashSet<>();
        Collections.list(names).forEach(name -> found.add((String) name));
        return found;
    }
}
