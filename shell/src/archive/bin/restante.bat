@echo off
rem Opens the shell of Restante, or runs one of its commands: restante publish orders "tea"
rem Needs a Java 17 or later: JAVA_HOME, else java on the PATH. RESTANTE_JAVA_OPTS is passed to java.
setlocal EnableExtensions DisableDelayedExpansion

set "HOME_OF_RESTANTE=%~dp0.."
if not exist "%HOME_OF_RESTANTE%\lib\build" (
  echo restante: "%HOME_OF_RESTANTE%" is no whole copy of Restante: there is no lib\build; unpack the archive again 1>&2
  exit /b 1
)

if not defined JAVA_HOME goto on_path
set "JAVA=%JAVA_HOME%\bin\java.exe"
set "RELEASE=%JAVA_HOME%\release"
if exist "%JAVA%" goto version
echo restante: JAVA_HOME is "%JAVA_HOME%", but there is no bin\java.exe in it; point it at a Java 17 or later 1>&2
exit /b 1

:on_path
set "JAVA="
for %%j in (java.exe) do set "JAVA=%%~$PATH:j"
if not defined JAVA (
  echo restante: no java found; install a Java 17 or later, or set JAVA_HOME to one 1>&2
  exit /b 1
)
for %%j in ("%JAVA%") do set "RELEASE=%%~dpj..\release"

rem Most have a file that tells the version; the others, such as the one that the Oracle installer puts on the PATH, are asked.
:version
set "VERSION="
if exist "%RELEASE%" for /f "usebackq tokens=1,2 delims==" %%a in ("%RELEASE%") do if "%%a"=="JAVA_VERSION" set "VERSION=%%~b"
if not defined VERSION for /f "tokens=3" %%v in ('call "%JAVA%" -version 2^>^&1 ^| findstr /i /c:" version "') do if not defined VERSION set "VERSION=%%~v"
set "MAJOR=0"
for /f "tokens=1 delims=.-+" %%m in ("%VERSION%") do set "MAJOR=%%m"
if %MAJOR% GEQ 17 goto run
echo restante: "%JAVA%" is version %VERSION%; install a Java 17 or later, or set JAVA_HOME to one 1>&2
exit /b 1

:run
set "OPTIONS=-Xshare:auto -Xlog:disable"
rem A short-lived program starts fast and compiles little; what runs long takes what the JVM thinks best.
if not "%~1"=="serve" if not "%~1"=="bench" set "OPTIONS=%OPTIONS% -XX:+UseSerialGC -XX:TieredStopAtLevel=1"
if %MAJOR% GEQ 24 set "OPTIONS=%OPTIONS% --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
if not defined RESTANTE_CACHE set "RESTANTE_CACHE=%LOCALAPPDATA%\restante\cache"
if %MAJOR% LSS 19 goto start
if "%RESTANTE_CACHE%"=="off" goto start
if not exist "%RESTANTE_CACHE%" mkdir "%RESTANTE_CACHE%" 2>nul
set "OPTIONS=%OPTIONS% -XX:+AutoCreateSharedArchive "-XX:SharedArchiveFile=%RESTANTE_CACHE%\classes-%VERSION%.jsa""

:start
"%JAVA%" %OPTIONS% %RESTANTE_JAVA_OPTS% -cp "%HOME_OF_RESTANTE%\lib\*" org.restante.shell.Main %*
exit /b %ERRORLEVEL%
