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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.restante.disk.OwnerOnly;
import org.restante.disk.Ownership;
import org.restante.disk.ReplacedFile;
import org.restante.jms.RestanteConnectionFactory;
import org.restante.jms.RestanteSession;
import org.restante.link.BrokerInfo;
import org.restante.link.ConnectionStatus;
import org.restante.link.Counts;
import org.restante.link.DeliveryStatus;
import org.restante.link.DestinationStatus;
import org.restante.link.DiskStatus;
import org.restante.link.MessageStatus;
import org.restante.link.NearestWord;
import org.restante.link.NotUtf8Exception;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Setting;
import org.restante.link.Settings;
import org.restante.link.Traffic;
import org.restante.link.Utf8;
import org.restante.message.Address;
import org.restante.message.BodyKind;
import org.restante.message.Correlation;
import org.restante.message.Header;
import org.restante.message.MessageId;
import org.restante.message.NamePattern;
import org.restante.selector.InvalidSelectorException;
import org.restante.selector.Selector;

/** The shell is an ordinary client; beyond jakarta.jms it uses the connection factory, the values that admin returns, and the selector parser. */
final class ShellArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.restante.shell");

    /** The package that runs a server in this process, with its commands. */
    private static final String SERVING = "org\\.restante\\.shell\\.server\\..*";

    @Test
    void speaksJakartaMessagingAndAdminOnly() {
        DescribedPredicate<JavaClass> allowed = resideInAnyPackage("org.restante.shell..", "org.restante.admin")
                .or(resideOutsideOfPackage("org.restante.."))
                .or(JavaClass.Predicates.belongToAnyOf(
                        RestanteConnectionFactory.class,
                        RestanteSession.class,
                        Problem.class,
                        ConnectionStatus.class,
                        ConnectionStatus.Consumer.class,
                        DestinationStatus.class,
                        DestinationStatus.Subscription.class,
                        Counts.class,
                        DeliveryStatus.State.class,
                        DeliveryStatus.Step.class,
                        DiskStatus.class,
                        Reply.Holder.class,
                        Setting.class,
                        NamePattern.class,
                        NearestWord.class,
                        NotUtf8Exception.class,
                        Utf8.class,
                        Selector.class,
                        InvalidSelectorException.class,
                        Header.class,
                        Correlation.class,
                        BodyKind.class,
                        MessageStatus.class,
                        Settings.class,
                        Address.Kind.class,
                        BrokerInfo.class,
                        BrokerInfo.About.class,
                        BrokerInfo.Load.class,
                        BrokerInfo.LogInfo.class,
                        BrokerInfo.SnapshotInfo.class,
                        Traffic.class,
                        DeliveryStatus.class,
                        MessageId.class,
                        Address.class,
                        // to rewrite files of its own as the server's are
                        OwnerOnly.class,
                        Ownership.class,
                        ReplacedFile.class));

        classes()
                .that()
                .haveNameNotMatching(SERVING)
                .should()
                .onlyDependOnClassesThat(allowed)
                .check(CLASSES);
    }

    /** A single command starts faster without JLine. */
    @Test
    void onlyThePromptOfAPersonNeedsJLine() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.restante.shell.prompt")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.jline..")
                .check(CLASSES);
    }

    /** Each room may use the rooms before it. */
    @Test
    void eachRoomUsesOnlyThoseBeforeIt() {
        String[][] rooms = {
            {"terminal"},
            {"output"},
            {"session"},
            {"content"},
            {"message", "administration", "context", "bench", "manual", "server"},
            {"prompt"}
        };
        for (int floor = 0; floor < rooms.length; floor++) {
            for (String room : rooms[floor]) {
                List<String> above = new ArrayList<>();
                above.add("org.restante.shell");
                for (int other = floor; other < rooms.length; other++) {
                    Stream.of(rooms[other])
                            .filter(name -> !name.equals(room))
                            .forEach(name -> above.add("org.restante.shell." + name + ".."));
                }
                noClasses()
                        .that()
                        .resideInAPackage("org.restante.shell." + room + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(above.toArray(String[]::new))
                        .allowEmptyShould(true)
                        .check(CLASSES);
            }
        }
    }
}
