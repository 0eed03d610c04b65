package org.restante.jms.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrustedClassesTest {

    /** A class that an application may send. */
    private record Parcel(String name, List<Integer> weights) implements Serializable {}

    private enum Colour {
        RED
    }

    private static byte[] bytes(Serializable object) throws JMSException {
        JmsObjectMessage message = new JmsObjectMessage();
        message.setObject(object);
        byte[] body = message.encodeBody();
        assertTrue(body != null);
        return body;
    }

    @Test
    void readsPlainValuesWithoutASetting() throws Exception {
        TrustedClasses trusted = TrustedClasses.of(null);
        List<Serializable> plain = List.of(
                "text",
                7,
                new BigDecimal("1.5"),
                Duration.ofSeconds(3),
                java.time.chrono.ThaiBuddhistDate.of(2569, 1, 2),
                java.net.URI.create("queue:orders"),
                java.util.UUID.fromString("0a5fd9b6-7a0c-4d8e-9a5e-5f1f4f0c3b11"),
                new ArrayList<>(List.of(1, 2)),
                (Serializable)
                        Map.of("a", new String[] {"b"}).keySet().iterator().next(),
                Thread.State.NEW);
        for (Serializable object : plain) {
            assertEquals(object, trusted.read(bytes(object)));
        }
        assertEquals(2, ((long[][]) trusted.read(bytes(new long[][] {{1}, {2}}))).length);
    }

    @Test
    void refusesAnApplicationsClassAndNamesTheSetting() throws Exception {
        byte[] parcel = bytes(new Parcel("tea", List.of(1)));

        var e = assertThrows(
                MessageFormatException.class, () -> TrustedClasses.of(null).read(parcel));

        assertTrue(e.getMessage().contains(Parcel.class.getName()), e::toString);
        assertTrue(e.getMessage().contains("trust="), e::toString);
    }

    @Test
    void refusesAnUntrustedClassInsideATrustedOne() throws Exception {
        byte[] list = bytes(new ArrayList<>(List.of(new Parcel("tea", List.of()))));

        assertThrows(MessageFormatException.class, () -> TrustedClasses.of(null).read(list));
    }

    @Test
    void readsWhatTheSettingNames() throws Exception {
        Parcel parcel = new Parcel("tea", List.of(1));

        assertEquals(parcel, TrustedClasses.of("com.example, org.restante.jms").read(bytes(parcel)));
        assertEquals(parcel, TrustedClasses.of("org.restante.jms.*").read(bytes(parcel)));
        assertEquals(
                parcel, TrustedClasses.of(TrustedClassesTest.class.getName()).read(bytes(parcel)));
        assertEquals(parcel, TrustedClasses.of("*").read(bytes(parcel)));
        assertEquals(Colour.RED, TrustedClasses.of(Colour.class.getName()).read(bytes(Colour.RED)));
    }

    @Test
    void aPrefixEndsAtADot() {
        TrustedClasses trusted = TrustedClasses.of("org.rest,org.restante.jm");

        assertFalse(trusted.trusts(Parcel.class));
        assertFalse(TrustedClasses.of(",").trusts(Parcel.class));
    }

    @Test
    void refusesBytesThatAreNoObject() {
        assertThrows(MessageFormatException.class, () -> TrustedClasses.of(null).read(new byte[] {1, 2, 3}));
    }

    @Test
    void subPackagesOfTheJdkAreNotTrusted() {
        assertFalse(TrustedClasses.of(null).trusts(java.lang.invoke.SerializedLambda.class));
        assertFalse(TrustedClasses.of(null).trusts(java.net.URL.class));
    }
}
