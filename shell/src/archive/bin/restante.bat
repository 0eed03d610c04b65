@echo off
rem Opens the shell of Restante, or runs one of its commands: restante publish orders "tea"
rem Needs Java 17 or later: JAVA_HOME, else java on the PATH. RESTANTE_JAVA_OPTS is passed to java.
setlocal EnableExtensions DisableDelayedExpansion

set "HOME_OF_RESTANTE=%~dp0.."
if not exist "%HOME_OF_RESTANTE%\lib\build" (
  echo restante: "%HOME_OF_RESTANTE%" is not a complete copy of Restante: lib\build is missing; unpack the archive again 1>&2
  exit /b 1
)

if not defined JAVA_HOME goto on_path
set "JAVA=%JAVA_HOME%\bin\java.exe"
set "RELEASE=%JAVA_HOME%\release"
if exist "%JAVA%" goto version
echo restante: JAVA_HOME is "%JAVA_HOME%", but it has no bin\java.exe; set it to Java 17 or later 1>&2
exit /b 1

:on_path
set "JAVA="
for %%j in (java.exe) do set "JAVA=%%~$PATH:j"
if not defined JAVA (
  echo restante: no java found; install Java 17 or later, or set JAVA_HOME 1>&2
  exit /b 1
)
for %%j in ("%JAVA%") do set "RELEASE=%%~dpj..\release"

rem Most installations have a file with the version; the others, such as the one that the Oracle installer puts on the PATH, are started.
:version
set "VERSION="
if exist "%RELEASE%" for /f "usebackq tokens=1,2 delims==" %%a in ("%RELEASE%") do if "%%a"=="JAVA_VERSION" set "VERSION=%%~b"
if not defined VERSION for /f "tokens=3" %%v in ('call "%JAVA%" -version 2^>^&1 ^| findstr /i /c:" version "') do if not defined VERSION set "VERSION=%%~v"
set "MAJOR=0"
for /f "tokens=1 delims=.-+" %%m in ("%VERSION%") do set "MAJOR=%%m"
if %MAJOR% GEQ 17 goto run
echo restante: "%JAVA%" is version %VERSION%; install Java 17 or later, or set JAVA_HOME 1>&2
exit /b 1

:run
set "OPTIONS=-Xshare:auto -Xlog:disable"
rem Options for a fast start with little compilation; commands that run long get the defaults of the JVM.
if not "%~1"=="serve" if not "%~1"=="bench" set "OPTIONS=%OPTIONS% -XX:+UseSerialGC -XX:TieredStopAtLevel=1"
if "%~1"=="serve" set "OPTIONS=%OPTIONS% -XX:+ExitOnOutOfMemoryError"
if %MAJOR% GEQ 24 set "OPTIONS=%OPTIONS% --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
if not defined RESTANTE_CACHE set "RESTANTE_CACHE=%LOCALAPPDATA%\restante\cache"
if %MAJOR% LSS 19 goto start
if "%RESTANTE_CACHE%"=="off" goto start
if not exist "%RESTANTE_CACHE%" mkdir "%RESTANTE_CACHE%" 2>nul
set "OPTIONS=%OPTIONS% -XX:+AutoCreateSharedArchive "-XX:SharedArchiveFile=%RESTANTE_CACHE%\classes-%VERSION%.jsa""

:start
"%JAVA%" %OPTIONS% %RESTANTE_JAVA_OPTS% -cp "%HOME_OF_RESTANTE%\lib\*" org.restante.shell.Main %*
exit /b %ERRORLEVEL%
