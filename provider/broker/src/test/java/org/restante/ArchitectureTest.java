package org.restante;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.restante.broker.persistence.Storage;
import org.restante.broker.standby.Node;

/**
 * The table of rooms of ARCHITECTURE.md, held by a test. Arrows point up this table only; a package without a row here fails.
 *
 * <p>Covers the modules client and broker; RoomsTest of the benchmarks has the rules for the packages of all modules.
 */
final class ArchitectureTest {
    private static final String TOP = "org.restante";

    /** Each room, and the rooms that it may use; none uses a row below its own. */
    private static final List<Row> TABLE = List.of(
            row("thread"),
            row("message"),
            row("link", "message"),
            row("reconnect", "message", "link"),
            row("tcp", "message", "link", "reconnect"),
            row("jms.failure", "link"),
            row("jms.message", "message", "jms.failure"),
            row("jms.session", "message", "link", "jms.failure", "jms.message"),
            row("jms.xa", "message", "link", "jms.failure", "jms.message", "jms.session"),
            row("jms.naming", "jms.message"),
            row("jms", "message", "link", "jms.failure", "jms.message", "jms.session", "jms.xa", "jms.naming"),
            row("admin", "message", "link"),
            row("selector", "message"),
            row("disk"),
            row("log", "disk"),
            row("log.journal", "disk", "log"),
            row("log.shared", "log"),
            row("store", "disk"),
            row("broker.backlog", "message", "link"),
            row("broker.state", "message", "link", "selector", "log", "broker.backlog"),
            row("broker.persistence", "message", "link", "log", "store", "broker.backlog", "broker.state"),
            row(
                    "broker.dispatch",
                    "message",
                    "link",
                    "selector",
                    "broker.backlog",
                    "broker.state",
                    "broker.persistence"),
            row(
                    "broker.routing",
                    "message",
                    "link",
                    "broker.backlog",
                    "broker.state",
                    "broker.persistence",
                    "broker.dispatch"),
            row(
                    "broker.administration",
                    "message",
                    "link",
                    "selector",
                    "log",
                    "broker.backlog",
                    "broker.state",
                    "broker.persistence",
                    "broker.dispatch",
                    "broker.routing"),
            row(
                    "broker",
                    "message",
                    "link",
                    "log",
                    "disk",
                    "store",
                    "broker.backlog",
                    "broker.state",
                    "broker.persistence",
                    "broker.dispatch",
                    "broker.routing",
                    "broker.administration"),
            row(
                    "broker.standby",
                    "message",
                    "link",
                    "log",
                    "store",
                    "broker",
                    "broker.persistence",
                    "broker.state",
                    "broker.backlog"),
            row("users", "message", "link", "disk"),
            row("server", "message", "link", "tcp", "disk"),
            row("configuration", "link", "tcp", "server"),
            row("metrics", "message", "link", "tcp", "admin", "disk"));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(TOP);

    private record Row(String name, Set<String> mayUse) {
        String packageName() {
            return TOP + "." + name;
        }

        String[] packages() {
            return Stream.concat(Stream.of(name, "thread"), mayUse.stream())
                    .map(room -> TOP + "." + room)
                    .toArray(String[]::new);
        }
    }

    private static Row row(String name, String... mayUse) {
        return new Row(name, Set.of(mayUse));
    }

    private static String within(String name) {
        return TOP + "." + name + "..";
    }

    @ParameterizedTest
    @FieldSource("TABLE")
    void usesOnlyTheRoomsOfItsRow(Row row) {
        classes()
                .that()
                .resideInAPackage(row.packageName())
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(row.packages()).or(resideOutsideOfPackage(TOP + "..")))
                .check(CLASSES);
    }

    @Test
    void noRowUsesOneBelowIt() {
        Set<String> above = new HashSet<>();
        for (Row row : TABLE) {
            assertTrue(above.containsAll(row.mayUse()), () -> row + " uses a room that comes later in the table");
            above.add(row.name());
        }
    }

    /** What had to become public for the rooms of the broker is not for others. */
    @Test
    void onlyTheBrokerSeesItsRooms() {
        noClasses()
                .that()
                .resideOutsideOfPackage(within("broker"))
                .should()
                .dependOnClassesThat(
                        resideInAPackage(TOP + ".broker.*..").and(not(belongToAnyOf(Storage.class, Node.class))))
                .check(CLASSES);
    }

    @Test
    void onlyTheCompositionAndTheBrokerSeeTheJournal() {
        noClasses()
                .that()
                .resideOutsideOfPackages(TOP, within("log"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(TOP + ".log.journal")
                .check(CLASSES);
    }

    @Test
    void onlyTheApiSeesItsRooms() {
        noClasses()
                .that()
                .resideOutsideOfPackage(within("jms"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(TOP + ".jms.*..")
                .check(CLASSES);
    }

    @Test
    void everyPackageHasARow() {
        Set<String> unknown = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            String name = type.getPackageName();
            if (!name.equals(TOP)
                    && TABLE.stream().noneMatch(row -> row.packageName().equals(name))) {
                unknown.add(name);
            }
        }
        assertFalse(CLASSES.isEmpty(), "no classes were found");
        assertTrue(unknown.isEmpty(), () -> unknown + " has no row in the table; say what it may use");
    }

    @Test
    void onlyTheStoreKnowsMapDb() {
        noClasses()
                .that()
                .resideOutsideOfPackage(within("store"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.mapdb..", "org.eclipse.collections..", "kotlin..", "com.google..")
                .check(CLASSES);
    }

    @Test
    void jmsAdminAndTcpNeverSeeEachOther() {
        for (Map.Entry<String, String[]> pair : Map.of(
                        "jms", new String[] {within("admin"), within("tcp")},
                        "admin", new String[] {within("jms"), within("tcp")},
                        "tcp", new String[] {within("jms"), within("admin")})
                .entrySet()) {
            noClasses()
                    .that()
                    .resideInAPackage(within(pair.getKey()))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(pair.getValue())
                    .allowEmptyShould(true)
                    .check(CLASSES);
        }
    }

    /** Commands, events and state know no API: a failure becomes a JMSException in one place, the package jms. */
    @Test
    void onlyTheApiSpeaksJakartaMessaging() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        within("message"),
                        within("link"),
                        within("tcp"),
                        within("selector"),
                        within("log"),
                        within("store"),
                        within("broker"),
                        within("users"),
                        within("server"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.jms..")
                .check(CLASSES);
    }

    /** The core is a state machine that a log can drive: it opens nothing, and nothing in it waits for a lock. */
    @Test
    void theCoreTouchesNoFileAndNoSocket() {
        noClasses()
                .that()
                .resideInAnyPackage(within("broker"), within("selector"), within("message"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.net..")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void nothingInTheCoreIsSynchronized() {
        noMethods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage(within("broker"))
                .should()
                .haveModifier(JavaModifier.SYNCHRONIZED)
                .allowEmptyShould(true)
                .check(CLASSES);
    }
}
