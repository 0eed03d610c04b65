package org.restante;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The package table of ARCHITECTURE.md, held by a test. Dependencies point one way; a package without a row here fails.
 *
 * <p>Sees the modules client and broker, as they are what this module has on its class path.
 */
final class ArchitectureTest {
    private static final String TOP = "org.restante";

    private static final List<Row> TABLE = List.of(
            row("message"),
            row("link", "message"),
            row("reconnect", "message", "link"),
            row("tcp", "message", "link", "reconnect"),
            row("jms", "message", "link"),
            row("admin", "message", "link"),
            row("selector", "message"),
            row("log", "message"),
            row("store", "message", "log"),
            row("broker", "message", "link", "selector", "log", "store"),
            row("users", "message", "link"),
            row("server", "message", "link", "tcp"),
            row("configuration", "link", "tcp", "server"),
            row("metrics", "message", "link", "admin"));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(TOP);

    private record Row(String name, Set<String> mayUse) {
        String[] patterns() {
            return Stream.concat(Stream.of(name), mayUse.stream())
                    .map(Row::pattern)
                    .toArray(String[]::new);
        }

        static String pattern(String name) {
            return TOP + "." + name + "..";
        }
    }

    private static Row row(String name, String... mayUse) {
        return new Row(name, Set.of(mayUse));
    }

    @ParameterizedTest
    @FieldSource("TABLE")
    void usesOnlyThePackagesOfItsRow(Row row) {
        classes()
                .that()
                .resideInAPackage(Row.pattern(row.name()))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(row.patterns()).or(resideOutsideOfPackage(TOP + "..")))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void everyPackageHasARow() {
        Set<String> unknown = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            String name = type.getPackageName();
            if (!name.equals(TOP)
                    && TABLE.stream().noneMatch(row -> (name + ".").startsWith(TOP + "." + row.name() + "."))) {
                unknown.add(name);
            }
        }
        assertFalse(CLASSES.isEmpty(), "no classes were found");
        assertTrue(unknown.isEmpty(), () -> unknown + " has no row in the table; say what it may use");
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching(TOP + ".(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void onlyTheStoreKnowsMapDb() {
        noClasses()
                .that()
                .resideOutsideOfPackage(Row.pattern("store"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.mapdb..", "org.eclipse.collections..", "kotlin..", "com.google..")
                .check(CLASSES);
    }

    @Test
    void jmsAdminAndTcpNeverSeeEachOther() {
        for (Map.Entry<String, String[]> pair : Map.of(
                        "jms", new String[] {Row.pattern("admin"), Row.pattern("tcp")},
                        "admin", new String[] {Row.pattern("jms"), Row.pattern("tcp")},
                        "tcp", new String[] {Row.pattern("jms"), Row.pattern("admin")})
                .entrySet()) {
            noClasses()
                    .that()
                    .resideInAPackage(Row.pattern(pair.getKey()))
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
                        Row.pattern("message"),
                        Row.pattern("link"),
                        Row.pattern("tcp"),
                        Row.pattern("selector"),
                        Row.pattern("log"),
                        Row.pattern("store"),
                        Row.pattern("broker"),
                        Row.pattern("users"),
                        Row.pattern("server"))
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
                .resideInAnyPackage(Row.pattern("broker"), Row.pattern("selector"), Row.pattern("message"))
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
                .resideInAPackage(Row.pattern("broker"))
                .should()
                .haveModifier(JavaModifier.SYNCHRONIZED)
                .allowEmptyShould(true)
                .check(CLASSES);
    }
}
