package org.restante.shell;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.restante.jms.RestanteConnectionFactory;
import org.restante.jms.RestanteSession;
import org.restante.link.BrokerInfo;
import org.restante.link.DeliveryStatus;
import org.restante.link.Traffic;
import org.restante.message.Address;
import org.restante.message.MessageId;

/** The shell is a client like any other; of the rest it knows how to connect, and the values that admin answers with. */
final class ShellArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.restante.shell");

    /** What runs a server in this process, and the commands that ask for it. */
    private static final String SERVING = "org\\.restante\\.shell\\.(server\\..*|(Serve|Init|UserCommand)(\\$.*)?)";

    @Test
    void speaksJakartaMessagingAndAdminOnly() {
        DescribedPredicate<JavaClass> allowed = resideInAnyPackage("org.restante.shell", "org.restante.admin")
                .or(resideOutsideOfPackage("org.restante.."))
                .or(JavaClass.Predicates.belongToAnyOf(
                        RestanteConnectionFactory.class,
                        RestanteSession.class,
                        BrokerInfo.class,
                        BrokerInfo.About.class,
                        BrokerInfo.Load.class,
                        BrokerInfo.LogInfo.class,
                        BrokerInfo.SnapshotInfo.class,
                        Traffic.class,
                        DeliveryStatus.class,
                        MessageId.class,
                        Address.class));

        classes()
                .that()
                .haveNameNotMatching(SERVING)
                .should()
                .onlyDependOnClassesThat(allowed)
                .check(CLASSES);
    }

    /** A command of its own starts faster without it. */
    @Test
    void onlyThePromptOfAPersonNeedsJLine() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.Typing(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.jline..", "picocli.shell..")
                .check(CLASSES);
    }
}
