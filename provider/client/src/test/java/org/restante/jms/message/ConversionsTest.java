package org.restante.jms.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The whole of table 3-7 of the specification: each written type with each read type. */
class ConversionsTest {

    private interface Reading {
        @Nullable
        Object of(@Nullable Object value) throws JMSException;
    }

    private static final Map<String, Reading> READINGS = new LinkedHashMap<>();
    private static final Map<Object, Set<String>> TABLE = new LinkedHashMap<>();

    static {
        READINGS.put("boolean", value -> Conversions.toBoolean(value, "x"));
        READINGS.put("byte", value -> Conversions.toByte(value, "x"));
        READINGS.put("short", value -> Conversions.toShort(value, "x"));
        READINGS.put("char", value -> Conversions.toChar(value, "x"));
        READINGS.put("int", value -> Conversions.toInt(value, "x"));
        READINGS.put("long", value -> Conversions.toLong(value, "x"));
        READINGS.put("float", value -> Conversions.toFloat(value, "x"));
        READINGS.put("double", value -> Conversions.toDouble(value, "x"));
        READINGS.put("String", value -> Conversions.toText(value, "x"));
        READINGS.put("byte[]", value -> Conversions.toBytes(value, "x"));

        TABLE.put(true, Set.of("boolean", "String"));
        TABLE.put((byte) 1, Set.of("byte", "short", "int", "long", "String"));
        TABLE.put((short) 1, Set.of("short", "int", "long", "String"));
        TABLE.put('c', Set.of("char", "String"));
        TABLE.put(1, Set.of("int", "long", "String"));
        TABLE.put(1L, Set.of("long", "String"));
        TABLE.put(1f, Set.of("float", "double", "String"));
        TABLE.put(1d, Set.of("double", "String"));
        TABLE.put("1", Set.of("boolean", "byte", "short", "int", "long", "float", "double", "String"));
        TABLE.put(new byte[] {1}, Set.of("byte[]"));
    }

    @Test
    void convertsWhatTheTableMarksAndRefusesTheRest() throws Exception {
        for (Map.Entry<Object, Set<String>> row : TABLE.entrySet()) {
            for (Map.Entry<String, Reading> column : READINGS.entrySet()) {
                String cell = row.getKey().getClass().getSimpleName() + " as " + column.getKey();
                Reading reading = column.getValue();
                if (row.getValue().contains(column.getKey())) {
                    assertFalse(String.valueOf(reading.of(row.getKey())).isEmpty(), cell);
                } else {
                    assertThrows(MessageFormatException.class, () -> reading.of(row.getKey()), cell);
                }
            }
        }
    }

    @Test
    void readsNullAsTheTypesOwnParserDoes() throws Exception {
        assertFalse(Conversions.toBoolean(null, "x"));
        for (String whole : List.of("byte", "short", "int", "long")) {
            assertThrows(NumberFormatException.class, () -> READINGS.get(whole).of(null), whole);
        }
        for (String other : List.of("char", "float", "double")) {
            assertThrows(NullPointerException.class, () -> READINGS.get(other).of(null), other);
        }
        assertNull(Conversions.toText(null, "x"));
        assertNull(Conversions.toBytes(null, "x"));
    }

    @Test
    void aTextThatIsNoNumberIsANumberFormatException() {
        assertThrows(NumberFormatException.class, () -> Conversions.toInt("one", "x"));
        assertThrows(NumberFormatException.class, () -> Conversions.toByte("300", "x"));
    }

    @Test
    void aPropertysNameIsAnIdentifierOfTheSelectorLanguage() {
        assertEquals("$name_1", Properties.checkName("$name_1"));
        assertEquals("true", Properties.checkName("true"));
        for (String name : new String[] {null, "", "1a", "a-b", "a b", "a.b", "NOT", "NULL", "BETWEEN"}) {
            assertThrows(IllegalArgumentException.class, () -> Properties.checkName(name), String.valueOf(name));
        }
    }

    @Test
    void theDeliveryCountIsNotSent() throws Exception {
        Properties properties = new Properties();
        properties.set("JMSXDeliveryCount", 7);
        properties.set("kept", "x");

        assertEquals(Set.of("kept"), properties.toSend().keySet());
    }
}
