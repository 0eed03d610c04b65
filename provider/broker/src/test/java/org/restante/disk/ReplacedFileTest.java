package org.restante.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.users.UserFile;

final class ReplacedFileTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void onlyWithPosixPermissions() throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        file = folder.resolve("users");
    }

    /** The user and group of these tests: root gives files to others, another user to a further group of its own if it has one. */
    private record Other(int user, int group, boolean isRoot) {
        static Other find() throws IOException {
            int user = numbers("-u").get(0);
            List<Integer> groups = numbers("-G");
            return user == 0 ? new Other(4321, 8765, true) : new Other(user, groups.get(groups.size() - 1), false);
        }

        private static List<Integer> numbers(String of) throws IOException {
            try (BufferedReader output = new ProcessBuilder("id", of).start().inputReader(StandardCharsets.US_ASCII)) {
                return Stream.of(output.readLine().split(" "))
                        .map(Integer::valueOf)
                        .toList();
            }
        }

        void take(Path file) throws IOException {
            Files.setAttribute(file, "unix:uid", user);
            Files.setAttribute(file, "unix:gid", group);
        }
    }

    private static Map<String, Object> ownership(Path of) throws IOException {
        return Files.readAttributes(of, "unix:uid,gid,permissions");
    }

    private static void write(Path file, String text) throws IOException {
        ReplacedFile.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void modeStays() throws IOException {
        Files.writeString(file, "before");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        write(file, "after");

        assertEquals("after", Files.readString(file));
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void ownerAndGroupStayWhenAUserIsChanged() throws IOException {
        new UserFile(file).put("anna", "tea");
        Other.find().take(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Map<String, Object> before = ownership(file);

        new UserFile(file).put("bob", "milk");
        new UserFile(file).put("anna", "coffee");
        new UserFile(file).putCertified("cleo");
        new UserFile(file).remove("bob");

        assertEquals(before, ownership(file));
        assertEquals(List.of("anna", "cleo"), new UserFile(file).names());
    }

    @Test
    void newFileBelongsToTheOwnerOfItsFolder() throws IOException {
        Other other = Other.find();
        Path service = Files.createDirectory(folder.resolve("service"));
        Object ownGroup = Files.getAttribute(service, "unix:gid");
        other.take(service);

        write(service.resolve("users"), "anna");

        assertEquals(other.user, Files.getAttribute(service.resolve("users"), "unix:uid"));
        assertEquals(other.isRoot ? other.group : ownGroup, Files.getAttribute(service.resolve("users"), "unix:gid"));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(service.resolve("users"))));
    }

    @Test
    void filesInADataDirectoryBelongToItsOwner() throws IOException {
        Other other = Other.find();
        Path data = Files.createDirectory(folder.resolve("data"));
        other.take(data);
        FileDisk disk = new FileDisk(data);

        disk.makeFolder("log");
        disk.create("log/1").close();
        DirectoryLock.acquire(data, java.time.InstantSource.system()).close();

        try (var all = Files.walk(data)) {
            for (Path each : all.toList()) {
                assertEquals(other.user, Files.getAttribute(each, "unix:uid"), each::toString);
            }
        }
    }

    @Test
    void linkStaysALink() throws IOException {
        Files.writeString(file, "before");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);

        write(link, "after");

        assertTrue(Files.isSymbolicLink(link));
        assertEquals("after", Files.readString(file));
        try (var left = Files.list(folder)) {
            assertEquals(List.of(link, file), left.sorted().toList());
        }
    }
}
