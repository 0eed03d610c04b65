package org.restante.jms.message;

import java.util.Set;

/**
 * The classes of the JDK that an ObjectMessage may hold without a setting, and the part of them that contains other objects.
 *
 * <p>The trap: a serialised object has parts of private classes, such as {@code java.util.CollSer} for {@code List.of}. They are
 * listed by name.
 */
final class ValueClasses {

    /** Packages of values only, and packages whose enumerations are values. */
    private static final Set<String> PACKAGES = Set.of("java.time", "java.time.chrono");

    private static final Set<String> ENUM_PACKAGES = Set.of(
            "java.lang", "java.math", "java.time.temporal", "java.time.format", "java.util", "java.util.concurrent");

    /** Values whose order is total: many equal hash codes cost a HashMap no more than a tree. */
    private static final Set<String> COMPARABLE = Set.of(
            "java.lang.Boolean",
            "java.lang.Byte",
            "java.lang.Character",
            "java.lang.Double",
            "java.lang.Float",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Short",
            "java.lang.String",
            "java.math.BigDecimal",
            "java.math.BigInteger",
            "java.net.URI",
            "java.sql.Date",
            "java.sql.Time",
            "java.sql.Timestamp",
            "java.util.Date",
            "java.util.UUID");

    private static final Set<String> OTHER = Set.of(
            "java.lang.Enum",
            "java.lang.Number",
            "java.lang.Object",
            "java.lang.StringBuffer",
            "java.lang.StringBuilder",
            "java.math.MathContext",
            "java.util.BitSet",
            "java.util.Calendar",
            "java.util.Collections$ReverseComparator",
            "java.util.Currency",
            "java.util.GregorianCalendar",
            "java.util.JumboEnumSet",
            "java.util.Locale",
            "java.util.RegularEnumSet",
            "java.util.SimpleTimeZone",
            "java.util.TimeZone",
            "java.util.concurrent.ConcurrentHashMap$Segment", // ConcurrentHashMap writes these for earlier JDKs
            "java.util.concurrent.atomic.AtomicBoolean",
            "java.util.concurrent.atomic.AtomicInteger",
            "java.util.concurrent.atomic.AtomicIntegerArray",
            "java.util.concurrent.atomic.AtomicLong",
            "java.util.concurrent.atomic.AtomicLongArray",
            "java.util.concurrent.locks.AbstractOwnableSynchronizer",
            "java.util.concurrent.locks.AbstractQueuedSynchronizer",
            "java.util.concurrent.locks.ReentrantLock",
            "java.util.concurrent.locks.ReentrantLock$NonfairSync",
            "java.util.concurrent.locks.ReentrantLock$Sync",
            "sun.util.calendar.ZoneInfo"); // part of a Calendar

    private static final Set<String> COLLECTIONS = Set.of(
            "java.util.ArrayDeque",
            "java.util.ArrayList",
            "java.util.Arrays$ArrayList",
            "java.util.CollSer",
            "java.util.Collections$EmptyList",
            "java.util.Collections$EmptyMap",
            "java.util.Collections$EmptySet",
            "java.util.Collections$SingletonList",
            "java.util.Collections$SingletonMap",
            "java.util.Collections$SingletonSet",
            "java.util.EnumMap",
            "java.util.EnumSet",
            "java.util.EnumSet$SerializationProxy",
            "java.util.HashMap",
            "java.util.HashSet",
            "java.util.Hashtable",
            "java.util.IdentityHashMap",
            "java.util.LinkedHashMap",
            "java.util.LinkedHashSet",
            "java.util.LinkedList",
            "java.util.PriorityQueue",
            "java.util.Properties",
            "java.util.Stack",
            "java.util.TreeMap",
            "java.util.TreeSet",
            "java.util.Vector",
            "java.util.concurrent.ConcurrentHashMap",
            "java.util.concurrent.ConcurrentLinkedDeque",
            "java.util.concurrent.ConcurrentLinkedQueue",
            "java.util.concurrent.ConcurrentSkipListMap",
            "java.util.concurrent.ConcurrentSkipListSet",
            "java.util.concurrent.CopyOnWriteArrayList",
            "java.util.concurrent.CopyOnWriteArraySet");

    /** They contain objects and hash by them, but are no level of nesting. */
    private static final Set<String> WRAPPERS = Set.of(
            "java.util.AbstractMap$SimpleEntry",
            "java.util.AbstractMap$SimpleImmutableEntry",
            "java.util.Collections$SetFromMap",
            "java.util.Collections$SynchronizedCollection",
            "java.util.Collections$SynchronizedList",
            "java.util.Collections$SynchronizedMap",
            "java.util.Collections$SynchronizedNavigableMap",
            "java.util.Collections$SynchronizedNavigableSet",
            "java.util.Collections$SynchronizedRandomAccessList",
            "java.util.Collections$SynchronizedSet",
            "java.util.Collections$SynchronizedSortedMap",
            "java.util.Collections$SynchronizedSortedSet",
            "java.util.Collections$UnmodifiableCollection",
            "java.util.Collections$UnmodifiableList",
            "java.util.Collections$UnmodifiableMap",
            "java.util.Collections$UnmodifiableNavigableMap",
            "java.util.Collections$UnmodifiableNavigableSet",
            "java.util.Collections$UnmodifiableRandomAccessList",
            "java.util.Collections$UnmodifiableSet",
            "java.util.Collections$UnmodifiableSortedMap",
            "java.util.Collections$UnmodifiableSortedSet",
            "java.util.concurrent.ConcurrentHashMap$CollectionView",
            "java.util.concurrent.ConcurrentHashMap$KeySetView",
            "java.util.concurrent.atomic.AtomicReference",
            "java.util.concurrent.atomic.AtomicReferenceArray");

    /** Prefix of the classes that {@code List.of}, {@code Set.of} and {@code Map.of} return, read as CollSer. */
    private static final String IMMUTABLE = "java.util.ImmutableCollections$";

    private ValueClasses() {}

    static boolean contains(Class<?> type) {
        String name = type.getName();
        return PACKAGES.contains(type.getPackageName())
                || (type.isEnum() && ENUM_PACKAGES.contains(type.getPackageName()))
                || isPlain(name)
                || isContainer(name)
                || name.equals("java.util.Map$Entry") // an array of it is how HashMap states its size to the filter
                || name.startsWith(IMMUTABLE);
    }

    private static boolean isPlain(String name) {
        return COMPARABLE.contains(name) || OTHER.contains(name);
    }

    /** Whether its hash code may depend on objects in it. */
    static boolean isContainer(String name) {
        return isCollection(name) || WRAPPERS.contains(name);
    }

    /** Whether it is a level of nesting. */
    static boolean isCollection(String name) {
        return COLLECTIONS.contains(name);
    }

    /** Whether it is a value of the JDK without a total order. */
    static boolean isUnordered(String name) {
        return OTHER.contains(name);
    }
}
