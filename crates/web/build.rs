//! Puts what the browser needs into the binary: our styles, scripts and images, the packages of `package.json`
//! (installed by `npm ci` into the build folder, never into the source tree) and the texts of the locales.
//! Every file gets a name with the hash of its content, so that browsers may keep it for ever.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// What our modules import by a bare name, and the file of the package that stands behind it.
const PACKAGES: [(&str, &str); 2] = [("htmx.org", "htmx.org/dist/htmx.esm.js"), ("idiomorph", "idiomorph/dist/idiomorph.esm.js")];

type Res<T> = Result<T, Box<dyn Error>>;

fn main() -> ExitCode {
    match build() {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            println!("cargo::error={e}");
            ExitCode::FAILURE
        }
    }
}

fn build() -> Res<()> {
    let here = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    for watched in ["assets", "locales", "package.json", "package-lock.json", ".npmrc", "build.rs"] {
        println!("cargo::rerun-if-changed={watched}");
    }
    let packages = install_packages(&here, &out)?;

    let mut files = Files { out: out.join("assets"), written: BTreeMap::new() };
    fs::create_dir_all(&files.out)?;
    files.add("app.css", stylesheet(&here.join("assets/css"))?.into_bytes())?;
    for path in listing(&here.join("assets/static"))? {
        files.add(&file_name(&path), fs::read(&path)?)?;
    }
    for path in listing(&here.join("assets/js"))? {
        add_module(&mut files, &here, &packages, &file_name(&path), &mut Vec::new())?;
    }
    fs::write(out.join("assets.rs"), files.as_code()?)?;
    fs::write(out.join("locales.rs"), locales(&here.join("locales"))?)?;
    Ok(())
}

/// Runs `npm ci` in the build folder unless the same lock file was installed there before; returns `node_modules`.
fn install_packages(here: &Path, out: &Path) -> Res<PathBuf> {
    let folder = out.join("npm");
    let modules = folder.join("node_modules");
    let stamp = folder.join("installed");
    let lock = fs::read(here.join("package-lock.json"))?;
    let wanted = blake3::hash(&lock).to_hex().to_string();
    if fs::read_to_string(&stamp).is_ok_and(|s| s == wanted) && modules.is_dir() {
        return Ok(modules);
    }
    fs::create_dir_all(&folder)?;
    for name in ["package.json", "package-lock.json", ".npmrc"] {
        fs::copy(here.join(name), folder.join(name))?;
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let run = Command::new(npm)
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"])
        .current_dir(&folder)
        .output()
        .map_err(|e| match e.kind() {
            std::io::ErrorKind::NotFound => {
                "npm was not found: install Node.js 20 or newer together with npm (Debian: apt install npm), then build again"
                    .to_owned()
            }
            _ => format!("npm could not be started: {e}"),
        })?;
    if !run.status.success() {
        let said = String::from_utf8_lossy(&run.stderr);
        let last = said.lines().filter(|l| l.contains("error") || l.contains("ERR")).collect::<Vec<_>>().join("; ");
        return Err(format!("npm ci could not install the browser packages of crates/web/package.json: {last}").into());
    }
    fs::write(stamp, wanted)?;
    Ok(modules)
}

/// The files of a folder in the order of their names; none when there is no such folder.
fn listing(folder: &Path) -> Res<Vec<PathBuf>> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(Vec::new()) };
    let mut paths = entries.map(|e| e.map(|e| e.path())).collect::<Result<Vec<_>, _>>()?;
    paths.retain(|p| p.is_file() && !file_name(p).starts_with('.'));
    paths.sort();
    Ok(paths)
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
}

/// One stylesheet out of all, joined in the order of file names.
fn stylesheet(folder: &Path) -> Res<String> {
    let mut all = String::new();
    for path in listing(folder)? {
        all.push_str(&fs::read_to_string(path)?);
        all.push('\n');
    }
    Ok(all)
}

/// Adds a module after everything it imports, with its imports pointing at the hashed names. Returns its address.
fn add_module(files: &mut Files, here: &Path, packages: &Path, name: &str, above: &mut Vec<String>) -> Res<String> {
    if let Some((address, _)) = files.written.get(name) {
        return Ok(address.clone());
    }
    if above.iter().any(|n| n == name) {
        return Err(format!("scripts import each other in a circle: {} -> {name}", above.join(" -> ")).into());
    }
    above.push(name.to_owned());
    let package = PACKAGES.iter().find(|(bare, _)| format!("{bare}.js") == name);
    let path = match package {
        Some((_, file)) => packages.join(file),
        None => here.join("assets/js").join(name),
    };
    let mut text = fs::read_to_string(&path).map_err(|e| format!("script {name} cannot be read at {}: {e}", path.display()))?;
    for wanted in imports(&text) {
        let file = match wanted.strip_prefix("./") {
            Some(own) if package.is_none() => own.to_owned(),
            _ if PACKAGES.iter().any(|(bare, _)| *bare == wanted) => format!("{wanted}.js"),
            _ if package.is_some() => continue,
            _ => return Err(format!("script {name} imports {wanted:?}, which is neither ours nor a package").into()),
        };
        let address = add_module(files, here, packages, &file, above)?;
        for quote in ['"', '\''] {
            for before in ["from ", "import ", "import("] {
                text = text.replace(&format!("{before}{quote}{wanted}{quote}"), &format!("{before}\"{address}\""));
            }
        }
    }
    above.pop();
    files.add(name, text.into_bytes())
}

/// What a script imports, by the words between the quotes.
fn imports(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in text.lines().map(str::trim_start).filter(|l| !l.starts_with("//") && !l.starts_with('*')) {
        for before in ["from \"", "from '", "import \"", "import '", "import(\"", "import('"] {
            let quote = if before.ends_with('"') { '"' } else { '\'' };
            let whole = line.split(before).skip(1).filter_map(|rest| rest.split_once(quote));
            found.extend(whole.map(|(name, _)| name.to_owned()).filter(|n| !n.is_empty() && !n.contains(' ')));
        }
    }
    found.sort();
    found.dedup();
    found
}

/// The files to embed: name -> (address, file in the build folder).
struct Files {
    out: PathBuf,
    written: BTreeMap<String, (String, PathBuf)>,
}

impl Files {
    fn add(&mut self, name: &str, bytes: Vec<u8>) -> Res<String> {
        let (stem, ext) = name.rsplit_once('.').ok_or_else(|| format!("asset {name} has no extension"))?;
        let hash = blake3::hash(&bytes).to_hex();
        let hashed = format!("{stem}-{}.{ext}", &hash[..12]);
        let path = self.out.join(&hashed);
        fs::write(&path, bytes)?;
        let address = format!("/assets/{hashed}");
        self.written.insert(name.to_owned(), (address.clone(), path));
        Ok(address)
    }

    fn as_code(&self) -> Res<String> {
        let mut code = String::from("/// Every embedded file, sorted by name.\npub(crate) static ASSETS: &[Asset] = &[\n");
        for (name, (address, path)) in &self.written {
            writeln!(code, "    Asset {{ name: {name:?}, path: {address:?}, bytes: include_bytes!({path:?}) }},")?;
        }
        code.push_str("];\n");
        Ok(code)
    }
}

/// The texts of the locales: (language, file, text).
fn locales(folder: &Path) -> Res<String> {
    let mut code = String::from(
        "/// Every locale file: language, file name, text.\npub(crate) static LOCALES: &[(&str, &str, &str)] = &[\n",
    );
    for lang in ["ru", "en"] {
        for path in listing(&folder.join(lang))? {
            writeln!(code, "    ({lang:?}, {:?}, include_str!({path:?})),", file_name(&path))?;
        }
    }
    code.push_str("];\n");
    Ok(code)
}
