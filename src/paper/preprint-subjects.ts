/**
 * The subject areas of bioRxiv and medRxiv, as the field `category` of their API (api.biorxiv.org) writes them.
 * The servers may add some: what is not here can be asked for all the same.
 */
const BIORXIV = `
animal behavior and cognition; biochemistry; bioengineering; bioinformatics; biophysics; cancer biology; cell biology;
clinical trials; developmental biology; ecology; epidemiology; evolutionary biology; genetics; genomics; immunology;
microbiology; molecular biology; neuroscience; paleontology; pathology; pharmacology and toxicology; physiology;
plant biology; scientific communication and education; synthetic biology; systems biology; zoology`

const MEDRXIV = `
addiction medicine; allergy and immunology; anesthesia; cardiovascular medicine; dentistry and oral medicine; dermatology;
emergency medicine; endocrinology; epidemiology; forensic medicine; gastroenterology; genetic and genomic medicine;
geriatric medicine; health economics; health informatics; health policy; health systems and quality improvement; hematology;
hiv aids; infectious diseases; intensive care and critical care medicine; medical education; medical ethics; nephrology;
neurology; nursing; nutrition; obstetrics and gynecology; occupational and environmental health; oncology; ophthalmology;
orthopedics; otolaryngology; pain medicine; palliative medicine; pathology; pediatrics; pharmacology and therapeutics;
primary care research; psychiatry and clinical psychology; public and global health; radiology and imaging;
rehabilitation medicine and physical therapy; respiratory medicine; rheumatology; sexual and reproductive health;
sports medicine; surgery; toxicology; transplantation; urology`

const listed = (text: string): readonly string[] => text.split(';').map((one) => one.replace(/\s+/g, ' ').trim())

export const BIORXIV_SUBJECTS = listed(BIORXIV)
export const MEDRXIV_SUBJECTS = listed(MEDRXIV)

/** Stands for every subject of a server. */
export const ALL_SUBJECTS = 'all'
