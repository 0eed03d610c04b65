package org.restante.kafka;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the log on Kafka uses, and that nothing else knows Kafka. */
final class KafkaArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.restante.kafka");

    @Test
    void theLogUsesTheContractOfALogAndThePartsOfASharedOne() {
        classes()
                .that()
                .resideInAPackage("org.restante.kafka")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                                "org.restante.kafka",
                                "org.restante.log",
                                "org.restante.log.shared",
                                "org.restante.disk",
                                "org.restante.link",
                                "org.restante.thread")
                        .or(resideOutsideOfPackage("org.restante..")))
                .check(CLASSES);
    }

    /** An application that brings no Kafka must be able to load every class of the other modules. */
    @Test
    void nothingElseNamesKafka() throws IOException {
        Path top = Path.of("").toAbsolutePath();
        while (!Files.exists(top.resolve("mvnw"))) {
            top = top.getParent();
        }
        Set<String> found = new TreeSet<>();
        for (String module : new String[] {"provider/client", "provider/broker"}) {
            try (Stream<Path> files = Files.walk(top.resolve(module).resolve("src/main/java"))) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".java")).toList()) {
                    if (Pattern.compile("org\\.apache\\.kafka")
                            .matcher(Files.readString(file))
                            .find()) {
                        found.add(file.toString());
                    }
                }
            }
        }
        assertEquals(Set.of(), found);
    }

    @Test
    void theModuleBringsKafkasClientAndTheBrokerOnly() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        Set<String> artifacts = new TreeSet<>(Pattern.compile("(?s)<dependency>(.*?)</dependency>")
                .matcher(pom)
                .results()
                .map(match -> match.group(1))
                .filter(dependency -> !dependency.contains("<scope>test</scope>"))
                .map(dependency -> dependency.replaceAll("(?s).*<artifactId>([^<]+)</artifactId>.*", "$1"))
                .toList());
        assertEquals(Set.of("jspecify", "kafka-clients", "restante-broker"), artifacts);
    }
}
