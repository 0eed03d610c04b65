package org.restante.jms.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Currency;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Scanner;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings({"NonApiType", "JdkObsolete", "JavaUtilDate", "UnnecessaryStringBuilder"}) // they are what is read
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

    /** Lists in each other, each with two elements; harmless, because none is shared. */
    private static ArrayList<Object> lists(int levels) {
        ArrayList<Object> list = new ArrayList<>(List.of("leaf"));
        for (int i = 1; i < levels; i++) {
            list = new ArrayList<>(List.of(list, i));
        }
        return list;
    }

    private static HashMap<String, Object> maps(int levels) {
        HashMap<String, Object> map = new HashMap<>(Map.of("leaf", 1));
        for (int i = 1; i < levels; i++) {
            map = new HashMap<>(Map.of("inner", map));
        }
        return map;
    }

    private static String refusal(Serializable object) throws JMSException {
        byte[] bytes = bytes(object);
        var e = assertThrows(
                MessageFormatException.class,
                () -> TrustedClasses.of("com.example").read(bytes));
        return String.valueOf(e.getMessage());
    }

    @Test
    void collectionsNestedDeeperThanTheBoundAreRefused() throws Exception {
        TrustedClasses trusted = TrustedClasses.of(null);
        assertEquals(lists(16), trusted.read(bytes(lists(16))));
        assertEquals(maps(16), trusted.read(bytes(maps(16))));

        for (Serializable deep : List.of(lists(17), maps(17), lists(100), new HashSet<>(List.of(lists(16))))) {
            String refusal = refusal(deep);
            assertTrue(refusal.contains("deeper than 16"), refusal);
        }
    }

    @Test
    void wrappedAndMixedCollectionsCountAsWell() throws Exception {
        Object mixed = "leaf";
        for (int i = 0; i < 17; i++) {
            mixed = switch (i % 5) {
                case 0 -> Collections.unmodifiableList(new ArrayList<>(List.of(mixed)));
                case 1 -> new Object[] {new ArrayDeque<>(List.of(mixed))};
                case 2 -> Map.of(i, mixed);
                case 3 -> Collections.synchronizedMap(new TreeMap<>(Map.of("a", new AtomicReference<>(mixed))));
                default -> List.of(mixed);
            };
        }
        assertTrue(refusal((Serializable) mixed).contains("deeper than 16"));
    }

    /** Counts how often it was hashed. */
    private static final class Counted implements Serializable {
        private static final long serialVersionUID = 1L;
        static final AtomicInteger HASHED = new AtomicInteger();

        @Override
        public int hashCode() {
            HASHED.incrementAndGet();
            return 1;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Counted;
        }
    }

    @Test
    void refusedCollectionsAreNotHashed() throws Exception {
        HashSet<Object> set = new HashSet<>(List.of(new Counted()));
        for (int i = 0; i < 17; i++) {
            set = new HashSet<>(List.of(set));
        }
        byte[] bytes = bytes(set);
        int before = Counted.HASHED.get();

        assertThrows(
                MessageFormatException.class,
                () -> TrustedClasses.of("org.restante.jms").read(bytes));

        assertEquals(before, Counted.HASHED.get());
    }

    @Test
    void workOfHashingSharedElementsIsBounded() throws Exception {
        Object shared = new ArrayList<>(Collections.nCopies(1000, "x"));
        ArrayList<Object> keys = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            keys.add(new ArrayList<>(List.of(shared, i)));
        }
        assertEquals(keys, TrustedClasses.of(null).read(bytes(keys))); // nothing hashes them

        assertTrue(refusal(new HashSet<>(keys)).contains("hashed"));
    }

    @Test
    void hashBasedCollectionsAreBoundedByTheKindOfTheirKeys() throws Exception {
        HashMap<Object, Object> texts = new HashMap<>();
        HashSet<Object> lists = new HashSet<>();
        Hashtable<Object, Object> table = new Hashtable<>();
        for (int i = 0; i < 20_000; i++) {
            texts.put("key " + i, i);
            table.put(i, i);
            if (i <= 1000) {
                lists.add(new ArrayList<>(List.of(i)));
            }
        }

        assertEquals(texts, TrustedClasses.of(null).read(bytes(texts)));
        assertTrue(refusal(lists).contains("more than 1000"));
        assertTrue(refusal(table).contains("more than 10000"));
        assertTrue(refusal((Serializable) Map.copyOf(table)).contains("more than 10000"));
    }

    @Test
    void collectionThatContainsItselfIsRefused() throws Exception {
        ArrayList<Object> list = new ArrayList<>();
        list.add(new ArrayList<>(List.of(1)));
        list.add(list);

        assertTrue(refusal(list).contains("contains itself"));
    }

    /** A node of an application's tree, which leads up and down. */
    private static final class Node implements Serializable {
        private static final long serialVersionUID = 1L;
        private final ArrayList<Node> below = new ArrayList<>();
        private final @Nullable Node above;

        Node(@Nullable Node above) {
            this.above = above;
        }
    }

    @Test
    void treeOfAnApplicationsClassMayBeDeepAndLeadBack() throws Exception {
        Node root = new Node(null);
        Node last = root;
        for (int i = 0; i < 100; i++) {
            Node next = new Node(last);
            last.below.add(next);
            last = next;
        }

        Node read = (Node) TrustedClasses.of("org.restante.jms").read(bytes(root));

        assertTrue(read != null && read.below.get(0).above == read);
    }

    @Test
    void readsTheCollectionsAndValuesOfTheJdk() throws Exception {
        GregorianCalendar calendar = new GregorianCalendar(TimeZone.getTimeZone("Europe/Berlin"), Locale.ROOT);
        Properties properties = new Properties();
        properties.setProperty("a", "b");
        List<Object> values = List.of(
                List.of(),
                List.of(1, 2, 3),
                Set.of(1, 2, 3),
                Map.of(1, 2, 3, 4),
                Arrays.asList(1, 2),
                Collections.emptyList(),
                Collections.singletonMap(1, 2),
                Collections.unmodifiableMap(new TreeMap<>(Map.of(1, 2))),
                Collections.synchronizedList(new LinkedList<>(List.of(1))),
                new LinkedHashMap<>(Map.of(1, 2)),
                new LinkedHashSet<>(List.of(1)),
                new Hashtable<>(Map.of(1, 2)),
                new Vector<>(List.of(1)),
                new ConcurrentHashMap<>(Map.of("a", List.of(1))),
                new CopyOnWriteArrayList<>(List.of(1)),
                new ConcurrentSkipListMap<>(Map.of(1, 2)),
                new EnumMap<>(Map.of(TimeUnit.DAYS, 1)),
                EnumSet.of(TimeUnit.DAYS),
                new TreeSet<>(List.of(1, 2)),
                Map.entry(1, 2).getKey(),
                new AbstractMap.SimpleEntry<>(1, 2),
                properties,
                calendar,
                Locale.GERMANY,
                Currency.getInstance("EUR"),
                BitSet.valueOf(new long[] {5}),
                new Date(5),
                RoundingMode.UP,
                DayOfWeek.MONDAY,
                ChronoUnit.DAYS,
                ZonedDateTime.of(2026, 1, 2, 3, 4, 5, 6, ZoneId.of("Europe/Berlin")),
                new java.sql.Timestamp(5),
                new StringBuilder("a").toString(),
                'c',
                1.5f,
                (byte) 1,
                new BigInteger("123456789012345678901"));
        for (Object value : values) {
            assertEquals(value, TrustedClasses.of(null).read(bytes((Serializable) value)), () -> "" + value.getClass());
        }
        var keys = ConcurrentHashMap.newKeySet();
        keys.add("a");
        assertEquals(keys, TrustedClasses.of(null).read(bytes((Serializable) keys)));
        assertEquals(5, ((AtomicInteger) TrustedClasses.of(null).read(bytes(new AtomicInteger(5)))).get());
    }

    @Test
    void packagesOfTheJdkAreNotTrustedAsAWhole() throws Exception {
        for (Class<?> type : List.of(
                Thread.class,
                ProcessBuilder.class,
                Exception.class,
                java.util.concurrent.ForkJoinPool.class,
                Scanner.class,
                java.util.logging.Level.class)) {
            assertFalse(TrustedClasses.of(null).trusts(type), type::getName);
        }
        assertTrue(refusal(new IllegalStateException("x")).contains("trust=java.lang.IllegalStateException "));
    }

    @Test
    void refusalSuggestsThePackage() throws Exception {
        assertTrue(refusal(new Parcel("tea", List.of())).contains("trust=org.restante.jms.message "));
        assertTrue(refusal(new Parcel[0]).contains("trust=org.restante.jms.message "));
    }

    @Test
    void everyTruncatedOrDamagedObjectIsRefusedOrRead() throws Exception {
        byte[] bytes = bytes(new ArrayList<>(List.of(Map.of("a", Duration.ofSeconds(1)), new HashSet<>(List.of(1)))));
        for (int i = 0; i < bytes.length; i++) {
            byte[] shorter = Arrays.copyOf(bytes, i);
            assertThrows(
                    MessageFormatException.class, () -> TrustedClasses.of(null).read(shorter));
            for (int bit = 0; bit < 8; bit++) {
                byte[] damaged = bytes.clone();
                damaged[i] ^= (byte) (1 << bit);
                try {
                    TrustedClasses.of(null).read(damaged);
                } catch (MessageFormatException refused) {
                    assertTrue(refused.getMessage() != null);
                }
            }
        }
    }
}
